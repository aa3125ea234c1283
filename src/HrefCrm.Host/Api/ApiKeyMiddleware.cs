using HrefCrm.Tenancy.Http;
using Microsoft.AspNetCore.Authentication;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Host.Api;

/// <summary>Looks at tenant and key before routing, for all of <c>/api</c> (contract, "The order of checks").</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, ICurrentTenant currentTenant)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ApiPath.Contains(context))
        {
            if (currentTenant.Id is null)
            {
                context.Features.Set(ApiError.TenantNotFound);
                return;
            }

            var result = await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme);
            if (!result.Succeeded)
            {
                await context.ChallengeAsync(ApiKeyDefaults.AuthenticationScheme);
                return;
            }

            context.User = result.Principal;
        }

        await next(context);
    }
}
