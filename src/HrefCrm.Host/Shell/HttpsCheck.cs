using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace HrefCrm.Host.Shell;

/// <summary>In production the cookies of pages are for HTTPS alone. A page that seems to have come without could not be signed in to, so it says why.</summary>
internal static class HttpsCheck
{
    private const string Setting = "ForwardedHeaders__KnownProxies__0";

    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsHttps || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return PlainPages.WriteAsync(
            context.Response,
            "HTTPS is needed",
            $"Open this address with https://. If you did, whoever runs this server has to set {Setting} to the address of the proxy in front of it.");
    }

    /// <summary>Says in the log, once the host listens, that no page can be reached by HTTPS.</summary>
    public static void WarnIfOutOfReach(WebApplication app)
    {
        var isProxied = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.ForwardedHeaders.HasFlag(ForwardedHeaders.XForwardedProto);
        if (!isProxied && !app.Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            app.Logger.LogWarning("Nobody can sign in: pages need HTTPS. Set {Setting} to the address of the proxy that ends TLS, or listen on an https:// address.", Setting);
    }
}
