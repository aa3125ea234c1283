using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp.DependencyInjection;
using Volo.Abp.DynamicProxy;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.Authorization;

// Holds calls in process to the attributes of the method and its class.
internal sealed class AuthorizationInterceptor(IMethodInvocationAuthorizationService authorization) : IAbpInterceptor, ITransientDependency
{
    public async Task InterceptAsync(IAbpMethodInvocation invocation)
    {
        await authorization.CheckAsync(invocation.Method);
        await invocation.ProceedAsync();
    }
}

internal interface IMethodInvocationAuthorizationService
{
    Task CheckAsync(MethodInfo method);
}

internal sealed class MethodInvocationAuthorizationService(
    IAuthorizationPolicyProvider policyProvider,
    IAuthorizationService authorizationService,
    ICurrentPrincipalAccessor principalAccessor) : IMethodInvocationAuthorizationService, ITransientDependency
{
    private static readonly ConcurrentDictionary<MethodInfo, IAuthorizeData[]> AuthorizeData = new();

    public async Task CheckAsync(MethodInfo method)
    {
        var data = AuthorizeData.GetOrAdd(method, Find);
        if (data.Length == 0 || await AuthorizationPolicy.CombineAsync(policyProvider, data) is not { } policy)
            return;
        var principal = principalAccessor.Principal ?? new ClaimsPrincipal(new ClaimsIdentity());
        if (!(await authorizationService.AuthorizeAsync(principal, null, policy)).Succeeded)
            throw new AbpAuthorizationException("Authorization failed! Given policy has not granted.", "Volo.Authorization:010001");
    }

    private static IAuthorizeData[] Find(MethodInfo method)
    {
        var attributes = method.GetCustomAttributes(true);
        if (attributes.OfType<IAllowAnonymous>().Any())
            return [];
        return [.. attributes.Concat(method.IsPublic ? method.DeclaringType!.GetCustomAttributes(true) : []).OfType<IAuthorizeData>()];
    }
}
