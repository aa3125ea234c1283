using Microsoft.AspNetCore.Components.Routing;

namespace HrefCrm.Host.Shell;

/// <summary>Headers that keep what a page may load, and who may frame it, to its own origin.</summary>
internal static class PageHeaders
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'self'; frame-ancestors 'none'";

    // MudBlazor places its popovers and writes its theme by inline styles; scripts stay our own.
    private const string Interactive =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Strict;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // A page tells of one signed-in person; files and the brand say themselves how long they are good.
        context.Response.OnStarting(
            static state =>
            {
                var headers = (IHeaderDictionary)state;
                if (headers.CacheControl.Count == 0)
                    headers.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            headers);
        return next(context);
    }

    /// <summary>After routing, when it is known whether the page is interactive.</summary>
    public static Task AllowMudBlazorAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
            && context.AcceptsInteractiveRouting())
        {
            context.Response.Headers.ContentSecurityPolicy = Interactive;
        }

        return next(context);
    }
}
