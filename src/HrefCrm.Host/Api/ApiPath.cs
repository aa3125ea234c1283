namespace HrefCrm.Host.Api;

/// <summary>What lies under <c>/api</c>: for API keys only, and answered in JSON whatever happens.</summary>
internal static class ApiPath
{
    public static readonly PathString Root = "/api";

    public static bool Contains(HttpContext context) => context.Request.Path.StartsWithSegments(Root);
}
