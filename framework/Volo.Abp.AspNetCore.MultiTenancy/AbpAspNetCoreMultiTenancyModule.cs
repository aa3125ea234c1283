using Volo.Abp.Modularity;

namespace Volo.Abp.AspNetCore.MultiTenancy;

[DependsOn(typeof(AbpAspNetCoreModule))]
public class AbpAspNetCoreMultiTenancyModule : AbpModule;
