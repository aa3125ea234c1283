using System.Text.RegularExpressions;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>The rule for slugs (contract, "Address").</summary>
public static partial class Slug
{
    private static readonly HashSet<string> Reserved =
        ["www", "api", "admin", "app", "docs", "mail", "static", "assets", "status", "localhost"];

    /// <summary>Whether a text may be a tenant's slug.</summary>
    public static bool IsValid(string text) =>
        OneDnsLabel().IsMatch(text) && !text.StartsWith("xn--", StringComparison.Ordinal) && !Reserved.Contains(text);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex OneDnsLabel();
}
