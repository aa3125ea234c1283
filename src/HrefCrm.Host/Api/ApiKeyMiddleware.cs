using HrefCrm.Tenancy.Http;
using Microsoft.AspNetCore.Authentication;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Host.Api;

/// <summary>
/// Looks at tenant and key before routing, for all of <c>/api</c> (contract, "The order of checks"), from memory: no service is made for the request.
/// </summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, ITenantHosts hosts, IApiKeyAuthenticator keys, ICurrentTenant currentTenant)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPath.Contains(context))
        {
            await next(context);
            return;
        }

        if (hosts.FindTenant(context.Request.Host) is not { } tenant)
        {
            context.Features.Set(ApiError.TenantNotFound);
            return;
        }

        using (currentTenant.Change(tenant.Id, tenant.Name))
        {
            if (keys.Authenticate(context.Request) is not { } caller)
            {
                await context.ChallengeAsync(ApiKeyDefaults.AuthenticationScheme);
                return;
            }

            context.User = caller;
            await next(context);
        }
    }
}
