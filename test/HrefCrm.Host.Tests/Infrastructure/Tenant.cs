namespace HrefCrm.Host.Tests.Infrastructure;

/// <summary>A tenant that the CLI provisioned.</summary>
public sealed record Tenant(Guid Id, string Slug, string ApiKey)
{
    public const string BaseDomain = "localtest.me";

    public string Host => $"{Slug}.{BaseDomain}:3001";

    public static string NewSlug() => $"t-{Guid.NewGuid():N}"[..20];
}
