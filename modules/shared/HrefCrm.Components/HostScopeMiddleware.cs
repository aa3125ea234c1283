using Microsoft.AspNetCore.Http;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Components;

/// <summary>
/// Answers 404 for a page on a host where its <see cref="HostScopeAttribute"/> says it does not exist. It runs after routing, which finds the page, and
/// before authorization, which would send people to sign in.
/// </summary>
public class HostScopeMiddleware(RequestDelegate next, ICurrentTenant currentTenant)
{
    /// <summary>Goes on if the page exists on this host.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<HostScopeAttribute>()?.Includes(currentTenant) != false)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
