using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.ExceptionHandling;
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
                + $"<h3>{HtmlEncoder.Default.Encode(exception.Message)}</h3>"
                + $"{HtmlEncoder.Default.Encode(details)}<br>\r\n</body></html>\r\n");
            return true;
        };
    }

    internal sealed class MultiTenancyMiddleware(RequestDelegate next, ICurrentTenant currentTenant, ILogger<MultiTenancyMiddleware> logger)
    {
        public async Task InvokeAsync(
            HttpContext context,
            TenantConfigurationProvider tenants,
            IOptions<AbpAspNetCoreMultiTenancyOptions> options)
        {
            TenantConfiguration? tenant = null;
            try
            {
                tenant = await tenants.GetAsync();
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
