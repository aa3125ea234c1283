using Microsoft.AspNetCore.Components.Routing;

namespace HrefCrm.Host.Shell;

/// <summary>Headers that keep what a page may load, and who may frame it, to its own origin.</summary>
internal static class PageHeaders
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'self'; frame-ancestors 'none'";

    /// <summary>The same for a page with one style of its own.</summary>
    public static string StrictWithStyle(string hash) => Strict.Replace("style-src 'self'", $"style-src 'self' 'sha256-{hash}'", StringComparison.Ordinal);

    // MudBlazor places its popovers and writes its theme by inline styles; scripts stay our own.
    private const string Interactive =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    // Pages copy to the clipboard and want nothing else of the machine.
    private const string Permissions =
        "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment: what answers an error clears the headers first.
        context.Response.OnStarting(
            static state =>
            {
                Set((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
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

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Strict;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        // A year, for this host alone: what else lives below the base domain is not ours to say.
        if (context.Request.IsHttps && !context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
            headers.StrictTransportSecurity = "max-age=31536000";
        // A page tells of one signed-in person; files and the brand say themselves how long they are good.
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
