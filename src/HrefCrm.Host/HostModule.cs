using System.Net;
using HrefCrm.Components;
using HrefCrm.Composition;
using HrefCrm.Host.Api;
using HrefCrm.Host.Shell;
using HrefCrm.Identity.Sessions;
using HrefCrm.Tenancy.ApiKeys;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;
using Volo.Abp;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Modularity;

namespace HrefCrm.Host;

/// <summary>The web host: which middleware runs in which order, and the shell around the pages.</summary>
[DependsOn(
    typeof(HrefCrmModule),
    typeof(AbpAspNetCoreMvcModule),
    typeof(AbpAspNetCoreMultiTenancyModule))]
[DependsOnPagesOf(typeof(HrefCrmModule))]
public class HostModule : AbpModule
{
    // Named, since a test's process is another assembly's.
    private const string StaticAssets = "HrefCrm.Host.staticwebassets.endpoints.json";

    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        ConfigurePages(context);
        // ABP's MVC module brings controllers of its own, under /api/abp and /Abp, which answer anybody.
        Configure<AbpAspNetCoreMvcOptions>(options => options.ControllersToRemove.UnionWith(
            typeof(AbpAspNetCoreMvcModule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ControllerBase)))));
        Configure<AbpAspNetCoreMultiTenancyOptions>(options => options.MultiTenancyMiddlewareErrorPageBuilder = TenantErrors.HandleAsync);

        // Forwarded headers count only from proxies that are configured.
        var proxies = context.Services.GetConfiguration().GetSection("ForwardedHeaders:KnownProxies").Get<string[]>() ?? [];
        Configure<ForwardedHeadersOptions>(options =>
        {
            // The proxy passes Host on as it is, and no path is cut off: whoever forges the other headers past it gains nothing.
            options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            foreach (var proxy in proxies)
                options.KnownProxies.Add(ParseAddress(proxy));
        });
    }

    /// <inheritdoc />
    public override void OnApplicationInitialization(ApplicationInitializationContext context)
    {
        var app = context.GetApplicationBuilder();
        var isProduction = !app.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
        app.UseForwardedHeaders();
        app.UseMiddleware<ApiResponseMiddleware>();
        app.UseApiKeys(ApiPath.Root);
        UseForPages(app, pages =>
        {
            pages.Use(PageHeaders.SetAsync);
            // Pages answer HEAD as GET; the server leaves the body out.
            pages.Use(AnswerHeadAsync);
            pages.UseStatusCodePages(PlainPages.WriteAsync);
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = PlainPages.WriteErrorAsync,
                // PageErrors logs it, under the id that it shows.
                SuppressDiagnosticsCallback = _ => true,
            });
            pages.UseClientAddress();
            pages.UseMultiTenancy();
            pages.Use(OriginCheck.CheckAsync);
            pages.UseAuthentication();
        });
        // It is said above; otherwise the web application would put it first, where no tenant is known yet.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseRouting();
        app.UseMiddleware<HostScopeMiddleware>();
        app.UseAuthorization();
        UseForPages(app, pages =>
        {
            pages.Use(PageHeaders.AllowMudBlazorAsync);
            if (isProduction)
                pages.Use(HttpsCheck.CheckAsync);
            pages.Use(ReadFormAsync);
            pages.UseAntiforgery();
            pages.UseMiddleware<StaleFormMiddleware>();
        });
        app.UseConfiguredEndpoints(endpoints =>
        {
            endpoints.MapStaticAssets(StaticAssets);
            BrandEndpoints.Map(endpoints);
            endpoints.MapRazorComponents<App>()
                .AddAdditionalAssemblies([.. endpoints.ServiceProvider.GetRequiredService<IOptions<PageOptions>>().Value.Assemblies])
                // Our own policy says who may frame a page.
                .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
                .WithStaticAssets(StaticAssets);
        });
    }

    private static void ConfigurePages(ServiceConfigurationContext context)
    {
        var isProduction = !context.Services.GetHostingEnvironment().IsDevelopment();
        context.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options =>
        {
            // So often that a browser notices within seconds that nothing comes any more (start.js); it may itself be slow, behind other tabs.
            options.KeepAliveInterval = TimeSpan.FromSeconds(2);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(90);
        });
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

    private static IPAddress ParseAddress(string proxy) => IPAddress.TryParse(proxy, out var address)
        ? address
        : throw new UserFriendlyException($"ForwardedHeaders:KnownProxies holds '{proxy}', which is no IP address.");

    // Of a form that cannot be read antiforgery would say that its token is missing.
    private static async Task ReadFormAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType)
            await context.Request.ReadFormAsync(context.RequestAborted);
        await next(context);
    }

    private static Task AnswerHeadAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    private static void UseForPages(IApplicationBuilder app, Action<IApplicationBuilder> configure) =>
        app.UseWhen(http => !ApiPath.Contains(http), configure);
}
