using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Data;
using Volo.Abp.DynamicProxy;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace Volo.Abp.Domain;

[DependsOn(typeof(AbpMultiTenancyModule))]
public class AbpDddDomainModule : AbpModule
{
    public override void PreConfigureServices(ServiceConfigurationContext context) =>
        context.Services.GetOrAddInstance<InterceptorRules>().Add<UnitOfWorkInterceptor>(UnitOfWorkMethods.Has);

    public override void ConfigureServices(ServiceConfigurationContext context) =>
        Configure<AbpDbConnectionOptions>(context.Services.GetConfiguration());
}
