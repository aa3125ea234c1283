using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.DynamicProxy;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.Authorization;

[DependsOn(typeof(AbpAuthorizationAbstractionsModule), typeof(AbpMultiTenancyModule))]
public class AbpAuthorizationModule : AbpModule
{
    public override void PreConfigureServices(ServiceConfigurationContext context) =>
        context.Services.GetOrAddInstance<InterceptorRules>().Add<AuthorizationInterceptor>(IsAuthorized);

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddAuthorizationCore();
        context.Services.AddSingleton<IAuthorizationHandler, PermissionRequirementHandler>();
        context.Services.Replace(ServiceDescriptor.Singleton<IAuthorizationPolicyProvider, PermissionPolicyProvider>());
    }

    private static bool IsAuthorized(Type type) =>
        type.IsDefined(typeof(AuthorizeAttribute), true)
        || type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(m => m.IsDefined(typeof(AuthorizeAttribute), true));
}
