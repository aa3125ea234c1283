using System.Net;
using HrefCrm.Composition;
using HrefCrm.Host.Api;
using HrefCrm.Leads;
using Microsoft.AspNetCore.HttpOverrides;
using Volo.Abp;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Modularity;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Host;

/// <summary>The web host: which middleware runs in which order, and who may do what.</summary>
[DependsOn(typeof(HrefCrmModule), typeof(AbpAspNetCoreMvcModule), typeof(AbpAspNetCoreMultiTenancyModule))]
public class HostModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddAuthorizationBuilder().AddPolicy(LeadsPolicies.Intake, policy => policy.RequireClaim(AbpClaimTypes.ClientId));

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
        app.UseWhen(
            http => !ApiPath.Contains(http),
            pages => pages.UseStatusCodePages(PlainPages.WriteAsync).UseMultiTenancy().UseAuthentication());
        // It is said above; otherwise the web application would put it first, where no tenant is known yet.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseRouting();
        app.UseAuthorization();
        app.UseConfiguredEndpoints();
    }
}
