namespace HrefCrm.Tenancy;

/// <summary>Where tenants live; bound from the configuration section <c>Tenancy</c>.</summary>
public class TenancyOptions
{
    /// <summary>The domains that tenants' slugs are labels of, such as <c>hrefcreative.co</c>. Ports do not count.</summary>
    public IReadOnlyList<string> BaseDomains { get; set; } = [];

    /// <summary>The bare domain's public address, such as <c>https://hrefcreative.co</c>: links to workspaces are made from it.</summary>
    public Uri PublicUrl { get; set; } = null!;

    // Slugs become labels before its host, which an IP address does not have.
    internal bool IsPublicUrlUsable => PublicUrl is { IsAbsoluteUri: true } url && url.Scheme is "http" or "https" && url.HostNameType == UriHostNameType.Dns;

    /// <summary>The public address of a path in a tenant's workspace.</summary>
    /// <param name="slug">The tenant's slug.</param>
    /// <param name="path">The path, beginning with a slash.</param>
    public Uri WorkspaceUrl(string slug, string path)
    {
        var url = new UriBuilder(PublicUrl) { Path = path };
        url.Host = $"{slug}.{url.Host}";
        return url.Uri;
    }
}
