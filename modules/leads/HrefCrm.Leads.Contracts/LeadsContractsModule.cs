using Volo.Abp.Application;
using Volo.Abp.Authorization;
using Volo.Abp.Modularity;

namespace HrefCrm.Leads;

/// <summary>What other code may know of leads.</summary>
[DependsOn(typeof(AbpDddApplicationContractsModule), typeof(AbpAuthorizationAbstractionsModule))]
public class LeadsContractsModule : AbpModule;
