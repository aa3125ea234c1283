using HrefCrm.Tenancy.Directory;
using Volo.Abp;

namespace HrefCrm.Host.Api;

/// <summary>What a request gets whose host is no tenant's, in place of ABP's page.</summary>
internal static class TenantErrors
{
    public static Task<bool> HandleAsync(HttpContext context, Exception exception)
    {
        var error = exception switch
        {
            TenantDirectoryStaleException => ApiError.Unavailable,
            BusinessException => ApiError.TenantNotFound,
            _ => ApiError.Internal,
        };
        context.Response.StatusCode = error.Status;
        context.Features.Set(error);
        return Task.FromResult(true);
    }
}
