using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Adds the tenant of each request.</summary>
    public static class AbpAspNetCoreMultiTenancyApplicationBuilderExtensions
    {
        public static IApplicationBuilder UseMultiTenancy(this IApplicationBuilder app) => app.UseMiddleware<MultiTenancyMiddleware>();
    }
}

namespace Volo.Abp.AspNetCore.MultiTenancy
{
    [DependsOn(typeof(AbpAspNetCoreModule))]
    public class AbpAspNetCoreMultiTenancyModule : AbpModule;

    /// <summary>Options of <c>UseMultiTenancy()</c>.</summary>
    public class AbpAspNetCoreMultiTenancyOptions
    {
        /// <summary>Answers a request whose tenant cannot be found; true stops the pipeline, false lets it continue.</summary>
        public Func<HttpContext, Exception, Task<bool>> MultiTenancyMiddlewareErrorPageBuilder { get; set; } = async (context, exception) =>
        {
            context.Response.Headers["Abp-Tenant-Resolve-Error"] = HtmlEncoder.Default.Encode(exception.Message);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/html";
            var details = (exception as IHasErrorDetails)?.Details ?? "";
            await context.Response.WriteAsync(
                $"<html lang=\"{HtmlEncoder.Default.Encode(CultureInfo.CurrentCulture.Name)}\"><body>\r\n"
                + $"<h3>{HtmlEncoder.Default.Encode(exception.Message)}</h3>{HtmlEncoder.Default.Encode(details)}<br>\r\n</body></html>\r\n");
            return true;
        };
    }

    /// <summary>Base class of the contributors that read the tenant from the request.</summary>
    public abstract class HttpTenantResolveContributorBase : TenantResolveContributorBase
    {
        public override async Task ResolveAsync(ITenantResolveContext context)
        {
            if (context.GetHttpContext() is not { } httpContext)
                return;

            try
            {
                await ResolveFromHttpContextAsync(context, httpContext);
            }
            catch (Exception e)
            {
                context.ServiceProvider.GetRequiredService<ILogger<HttpTenantResolveContributorBase>>()
                    .LogWarning(e, "The tenant could not be read from the request.");
            }
        }

        protected virtual async Task ResolveFromHttpContextAsync(ITenantResolveContext context, HttpContext httpContext)
        {
            var tenantIdOrName = await GetTenantIdOrNameFromHttpContextOrNullAsync(context, httpContext);
            if (!string.IsNullOrEmpty(tenantIdOrName))
                context.TenantIdOrName = tenantIdOrName;
        }

        protected abstract Task<string?> GetTenantIdOrNameFromHttpContextOrNullAsync(ITenantResolveContext context, HttpContext httpContext);
    }

    internal sealed class MultiTenancyMiddleware(RequestDelegate next, ICurrentTenant currentTenant, ILogger<MultiTenancyMiddleware> logger)
    {
        public async Task InvokeAsync(
            HttpContext context,
            ITenantConfigurationProvider tenantConfigurationProvider,
            IOptions<AbpAspNetCoreMultiTenancyOptions> options)
        {
            TenantConfiguration? tenant = null;
            try
            {
                tenant = await tenantConfigurationProvider.GetAsync(saveResolveResult: true);
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "The tenant of a request could not be resolved.");
                if (await options.Value.MultiTenancyMiddlewareErrorPageBuilder(context, e))
                    return;
            }

            if (tenant?.Id == currentTenant.Id)
            {
                await next(context);
                return;
            }

            using (currentTenant.Change(tenant?.Id, tenant?.Name))
                await next(context);
        }
    }
}
