using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Authorization;
using Volo.Abp.Domain;
using Volo.Abp.DynamicProxy;
using Volo.Abp.Modularity;
using Volo.Abp.Validation;

namespace Volo.Abp.Application;

[DependsOn(typeof(AbpDddDomainModule), typeof(AbpDddApplicationContractsModule), typeof(AbpAuthorizationModule))]
public class AbpDddApplicationModule : AbpModule
{
    public override void PreConfigureServices(ServiceConfigurationContext context) =>
        context.Services.GetOrAddInstance<InterceptorRules>()
            .Add<ValidationInterceptor>(type => typeof(IValidationEnabled).IsAssignableFrom(type));
}
