using System.Text.RegularExpressions;

namespace Volo.Abp;

internal static partial class StringCases
{
    public static string CamelCased(this string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    public static string KebabCased(this string text) =>
        LowerThenUpper().Replace(text.CamelCased(), m => $"{m.Value[0]}-{char.ToLowerInvariant(m.Value[1])}");

    public static string WithoutPrefix(this string text, params string[] prefixes) =>
        prefixes.FirstOrDefault(p => text.StartsWith(p, StringComparison.Ordinal)) is { } prefix ? text[prefix.Length..] : text;

    public static string WithoutSuffix(this string text, params string[] suffixes) =>
        suffixes.FirstOrDefault(s => text.EndsWith(s, StringComparison.Ordinal)) is { } suffix ? text[..^suffix.Length] : text;

    [GeneratedRegex("[a-z][A-Z]")]
    private static partial Regex LowerThenUpper();
}
