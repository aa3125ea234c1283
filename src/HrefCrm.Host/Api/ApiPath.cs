namespace HrefCrm.Host.Api;

/// <summary>What lies under <c>/api</c>: for API keys only, and answered in JSON whatever happens.</summary>
internal static class ApiPath
{
    public static readonly PathString Root = "/api";

    public static bool Contains(HttpContext context) => context.Request.Path.StartsWithSegments(Root) || IsMisspelled(context);

    /// <summary>Whether a path would be there with fewer slashes in front, as where a client joins an address and a path.</summary>
    public static bool IsMisspelled(HttpContext context) =>
        context.Request.Path.Value is ['/', '/', ..] path && new PathString($"/{path.TrimStart('/')}").StartsWithSegments(Root);
}
