using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.AspNetCore.MultiTenancy;

[DependsOn(typeof(AbpMultiTenancyModule), typeof(AbpAspNetCoreModule))]
public class AbpAspNetCoreMultiTenancyModule : AbpModule;
