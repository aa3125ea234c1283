using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>
/// Looks at tenant and key before routing (contract, "The order of checks"), from memory: no service is made for the request. What is refused gets a status
/// and no body.
/// </summary>
internal sealed class ApiKeyMiddleware(
    RequestDelegate next, PathString path, ITenantHosts hosts, ApiKeyAuthenticator keys, ICurrentTenant currentTenant)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(path))
        {
            await next(context);
            return;
        }

        if (hosts.FindTenant(context.Request) is not { } tenant)
        {
            context.Features.Set(TenantNotFoundFeature.Instance);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
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

/// <summary>Marks a 404 that says that no tenant which may be used is at the request's host, apart from one for the path.</summary>
public sealed class TenantNotFoundFeature
{
    internal static readonly TenantNotFoundFeature Instance = new();

    private TenantNotFoundFeature()
    {
    }
}

/// <summary>Adds <see cref="ApiKeyMiddleware"/>.</summary>
public static class ApiKeyApplicationBuilderExtensions
{
    /// <summary>
    /// Lets only callers with a working API key of the host's tenant pass, who then are the user and the current tenant: else 404 with
    /// <see cref="TenantNotFoundFeature"/>, or 401.
    /// </summary>
    /// <param name="app">The pipeline, before routing.</param>
    /// <param name="path">All paths below it are for API keys only; others pass untouched.</param>
    public static IApplicationBuilder UseApiKeys(this IApplicationBuilder app, PathString path) => app.UseMiddleware<ApiKeyMiddleware>(path);
}
