using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// The cookie of a session. It belongs to one host, names that host's tenant, and is good only there, while its session is alive; so it is
/// of no use at another workspace or on HREF's own side, whoever brings it.
/// </summary>
internal static class SessionCookie
{
    public static void Add(IServiceCollection services, bool isProduction)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                Configure(options, isProduction, "hrefcrm");
                options.LoginPath = "/";
                options.ReturnUrlParameter = "return";
                options.Events.OnValidatePrincipal = ValidateSessionAsync;
                options.Events.OnRedirectToLogin = context =>
                {
                    // Who comes with a cookie had a session, and is told that it ended.
                    var notice = context.Request.Cookies.ContainsKey(options.Cookie.Name!) ? "&notice=ended" : "";
                    context.Response.Redirect(context.RedirectUri + notice);
                    return Task.CompletedTask;
                };
                options.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            // Between password and code.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                Configure(options, isProduction, "hrefcrm-code");
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                options.Events.OnValidatePrincipal = context =>
                {
                    if (!IsOfThisHost(context))
                        context.RejectPrincipal();
                    return Task.CompletedTask;
                };
            });
    }

    private static void Configure(CookieAuthenticationOptions options, bool isProduction, string name)
    {
        // A browser takes a name with this prefix only with Secure, for one host, and for all of its paths.
        options.Cookie.Name = isProduction ? $"__Host-{name}" : name;
        options.Cookie.SecurePolicy = isProduction ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.SlidingExpiration = false;
    }

    private static async Task ValidateSessionAsync(CookieValidatePrincipalContext context)
    {
        var isGood = IsOfThisHost(context)
            && Guid.TryParse(context.Principal?.FindFirst(IdentityClaimTypes.Session)?.Value, out var session)
            && (await context.HttpContext.RequestServices.GetRequiredService<SessionReader>()
                .FindAliveAsync([session], context.HttpContext.RequestAborted)).Count == 1;
        if (!isGood)
            context.RejectPrincipal();
    }

    // A principal without a tenant is staff's, for HREF's own side alone.
    private static bool IsOfThisHost(CookieValidatePrincipalContext context)
    {
        var currentTenant = context.HttpContext.RequestServices.GetRequiredService<ICurrentTenant>();
        return context.Principal?.FindFirst(AbpClaimTypes.TenantId)?.Value == currentTenant.Id?.ToString();
    }
}
