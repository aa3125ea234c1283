namespace HrefCrm.TestBase;

/// <summary>A tenant as its provisioning showed it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="ApiKey">Its first key.</param>
/// <param name="Invite">The link for its first admin.</param>
/// <param name="AdminEmail">For whom the link is.</param>
public sealed record Tenant(Guid Id, string Slug, string ApiKey, Uri Invite, string AdminEmail)
{
    public const string BaseDomain = "localtest.me";

    /// <summary>The workspace's host, with its port.</summary>
    public string Host => Invite.Authority;

    public Uri Url => new(Invite, "/");

    public string LastFour => ApiKey[^4..];

    public static string NewSlug() => $"t-{Guid.NewGuid():N}"[..20];
}
