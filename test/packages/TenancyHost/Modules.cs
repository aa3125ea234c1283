using System.Net;
using System.Security.Claims;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Mvc;
using Volo.Abp;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Auditing;
using Volo.Abp.Autofac;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace TenancyHost;

/// <summary>What the product is made of, for the web and for the terminal.</summary>
[DependsOn(typeof(TenancyModule), typeof(AbpAutofacModule))]
public class ProductModule : AbpModule;

/// <summary>The terminal's side.</summary>
[DependsOn(typeof(ProductModule))]
public class TerminalModule : AbpModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddAlwaysAllowAuthorization();
}

/// <summary>The web host: the order of middleware, and a page and an endpoint of its own.</summary>
[DependsOn(typeof(ProductModule))]
public class HostModule : AbpModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        // ABP audits by default, and logs the arguments of actions.
        Configure<AbpAuditingOptions>(options => options.IsEnabled = false);
        // ABP's MVC module brings controllers of its own, which answer anybody.
        Configure<AbpAspNetCoreMvcOptions>(options => options.ControllersToRemove.UnionWith(
            typeof(AbpAspNetCoreMvcModule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ControllerBase)))));
    }

    public override void OnApplicationInitialization(ApplicationInitializationContext context)
    {
        var app = context.GetApplicationBuilder();
        // Everything under /api is for API keys only, and knows its tenant from here on.
        app.UseApiKeys("/api");
        app.UseMultiTenancy();
        // Said here, or the web application puts it first, where no tenant is known yet.
        app.UseAuthentication();
        app.UseRouting();
        app.UseAuthorization();
        app.UseConfiguredEndpoints(endpoints =>
        {
            endpoints.MapGet("/", (ICurrentTenant tenant, ITenantProfileStore profiles) =>
                Page(tenant.Id is { } id ? profiles.Find(id)!.Name : "Our own side"));
            endpoints.MapGet("/api/ping", (ICurrentTenant tenant, ClaimsPrincipal caller) =>
                new { tenant = tenant.Name, key = caller.FindFirstValue(AbpClaimTypes.ClientId) });
        });
    }

    private static IResult Page(string name) => Results.Content(
        $"<!doctype html><title>Welcome</title><h1>{WebUtility.HtmlEncode(name)}</h1>", "text/html; charset=utf-8");
}
