using HrefCrm.Leads;
using HrefCrm.Leads.Pipeline;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Provisioning;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Auditing;
using Volo.Abp.Autofac;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Modularity;
using Volo.Abp.Validation;

namespace LeadsHost;

/// <summary>What the product is made of, for the web and for the terminal.</summary>
[DependsOn(typeof(TenancyModule), typeof(LeadsModule), typeof(AbpAutofacModule))]
public class ProductModule : AbpModule;

/// <summary>A new tenant gets its pipeline, in the transaction that makes it.</summary>
public class NewTenantHandler(PipelineManager pipelines) : ILocalEventHandler<TenantProvisionedEvent>, ITransientDependency
{
    public Task HandleEventAsync(TenantProvisionedEvent eventData) => pipelines.CreateDefaultStagesAsync(eventData.TenantId);
}

/// <summary>The terminal's side.</summary>
[DependsOn(typeof(ProductModule))]
public class TerminalModule : AbpModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddAlwaysAllowAuthorization();
}

/// <summary>The web host: the order of middleware, and the shape of errors.</summary>
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
        context.Services.AddProblemDetails();
    }

    public override void OnApplicationInitialization(ApplicationInitializationContext context)
    {
        var app = context.GetApplicationBuilder();
        // What is refused has a status and no body, and exceptions come through: both become problem details (RFC 9457).
        app.UseStatusCodePages();
        var statuses = context.ServiceProvider.GetRequiredService<IOptions<AbpExceptionHttpStatusCodeOptions>>().Value;
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => StatusOf(exception, statuses),
            SuppressDiagnosticsCallback = failed => StatusOf(failed.Exception, statuses) < StatusCodes.Status500InternalServerError,
        });
        // Everything under /api is for API keys only, and knows its tenant from here on.
        app.UseApiKeys("/api");
        app.UseMultiTenancy();
        // Said here, or the web application puts it first, where no tenant is known yet.
        app.UseAuthentication();
        app.UseRouting();
        app.UseAuthorization();
        app.UseConfiguredEndpoints();
    }

    private static int StatusOf(Exception exception, AbpExceptionHttpStatusCodeOptions statuses) => exception switch
    {
        AbpValidationException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        IHasErrorCode { Code: { } code } when statuses.ErrorCodeToHttpStatusCodeMappings.TryGetValue(code, out var status) => (int)status,
        _ => StatusCodes.Status500InternalServerError,
    };
}
