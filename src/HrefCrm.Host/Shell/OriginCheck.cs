namespace HrefCrm.Host.Shell;

/// <summary>
/// Hosts of one base domain are same-site, so a cookie alone does not tell one workspace's page from another's: whatever changes something, and the
/// socket, must come from a page of this very host.
/// </summary>
internal static class OriginCheck
{
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!NeedsOrigin(request) || IsOwn(request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // A web socket begins as a GET over HTTP/1.1 and as a CONNECT over HTTP/2.
    private static bool NeedsOrigin(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method))
        || request.Headers.Upgrade.Count > 0;

    private static bool IsOwn(HttpRequest request) => request.Headers.Origin switch
    {
        [] => request.Headers["Sec-Fetch-Site"] is ["same-origin"],
        [{ } origin] => string.Equals(origin, $"{request.Scheme}://{request.Headers.Host}", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
