using HrefCrm.Tenancy.Tenants;
using Volo.Abp;

namespace HrefCrm.Host.Api;

/// <summary>What a request gets whose host is no tenant's, in place of ABP's page.</summary>
internal static class TenantErrors
{
    public static Task<bool> HandleAsync(HttpContext context, Exception exception)
    {
        context.Response.StatusCode = exception switch
        {
            TenantCacheStaleException => StatusCodes.Status503ServiceUnavailable,
            BusinessException => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status500InternalServerError,
        };
        return Task.FromResult(true);
    }
}
