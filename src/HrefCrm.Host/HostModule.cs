using System.Net;
using HrefCrm.Composition;
using HrefCrm.Host.Api;
using HrefCrm.Host.Sessions;
using HrefCrm.Host.Shell;
using HrefCrm.Identity.Blazor;
using HrefCrm.Leads;
using HrefCrm.Tenancy.Blazor;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using MudBlazor;
using MudBlazor.Services;
using Volo.Abp;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Modularity;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Host;

/// <summary>The web host: which middleware runs in which order, and who may do what.</summary>
[DependsOn(
    typeof(HrefCrmModule),
    typeof(IdentityBlazorModule),
    typeof(TenancyBlazorModule),
    typeof(AbpAspNetCoreMvcModule),
    typeof(AbpAspNetCoreMultiTenancyModule))]
public class HostModule : AbpModule
{
    // Named, since a test's process is another assembly's.
    private const string StaticAssets = "HrefCrm.Host.staticwebassets.endpoints.json";

    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddAuthorizationBuilder().AddPolicy(LeadsPolicies.Intake, policy => policy.RequireClaim(AbpClaimTypes.ClientId));

        ConfigurePages(context);
        Configure<AbpAspNetCoreMultiTenancyOptions>(options => options.MultiTenancyMiddlewareErrorPageBuilder = TenantErrors.HandleAsync);

        // Forwarded headers count only from proxies that are configured.
        var proxies = context.Services.GetConfiguration().GetSection("ForwardedHeaders:KnownProxies").Get<string[]>() ?? [];
        Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.All;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            foreach (var proxy in proxies)
                options.KnownProxies.Add(IPAddress.Parse(proxy));
        });
    }

    /// <inheritdoc />
    public override void OnApplicationInitialization(ApplicationInitializationContext context)
    {
        var app = context.GetApplicationBuilder();
        app.UseForwardedHeaders();
        app.UseMiddleware<ApiAnswerMiddleware>();
        app.UseMiddleware<ApiKeyMiddleware>();
        UseForPages(app, pages =>
        {
            pages.Use(PageHeaders.SetAsync);
            pages.UseStatusCodePages(PlainPages.WriteAsync);
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = PlainPages.WriteErrorAsync,
                // PageErrors logs it, under the id that it shows.
                SuppressDiagnosticsCallback = _ => true,
            });
            pages.Use(OriginCheck.CheckAsync);
            pages.Use(context.ServiceProvider.GetRequiredService<ClientAddress>().SetAsync);
            pages.UseMultiTenancy();
            pages.UseMiddleware<PageSides>();
            pages.UseAuthentication();
        });
        // It is said above; otherwise the web application would put it first, where no tenant is known yet.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseRouting();
        app.UseAuthorization();
        UseForPages(app, pages =>
        {
            pages.Use(PageHeaders.AllowMudBlazorAsync);
            pages.UseAntiforgery();
        });
        app.UseConfiguredEndpoints(endpoints =>
        {
            endpoints.MapStaticAssets(StaticAssets);
            BrandEndpoints.Map(endpoints);
            endpoints.MapRazorComponents<App>()
                .AddAdditionalAssemblies(PageAssemblies.All)
                // Our own policy says who may frame a page.
                .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
                .WithStaticAssets(StaticAssets);
        });
    }

    private static void ConfigurePages(ServiceConfigurationContext context)
    {
        var isProduction = !context.Services.GetHostingEnvironment().IsDevelopment();
        context.Services.AddRazorComponents().AddInteractiveServerComponents();
        context.Services.AddCascadingAuthenticationState();
        context.Services.AddScoped<CircuitHandler, CircuitScope>();
        SessionCookie.Add(context.Services, isProduction);
        context.Services.AddSingleton<SessionWatch>();
        context.Services.AddHostedService(services => services.GetRequiredService<SessionWatch>());
        context.Services.AddScoped<CircuitHandler, SessionCircuit>();
        context.Services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.ShowTransitionDuration = options.SnackbarConfiguration.HideTransitionDuration = 100;
            options.SnackbarConfiguration.VisibleStateDuration = 4000;
        });
        context.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = isProduction ? "__Host-hrefcrm-form" : "hrefcrm-form";
            options.Cookie.SecurePolicy = isProduction ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            // PageHeaders says it in the newer way.
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void UseForPages(IApplicationBuilder app, Action<IApplicationBuilder> configure) =>
        app.UseWhen(http => !ApiPath.Contains(http), configure);
}
