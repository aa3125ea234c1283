using Volo.Abp.Application;
using Volo.Abp.Authorization;
using Volo.Abp.Modularity;

namespace HrefCrm.Tenancy;

/// <summary>What other code may know of tenants and their API keys.</summary>
[DependsOn(typeof(AbpDddApplicationContractsModule), typeof(AbpAuthorizationAbstractionsModule))]
public class TenancyContractsModule : AbpModule;
