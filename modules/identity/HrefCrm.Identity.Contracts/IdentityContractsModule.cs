using Volo.Abp.Application;
using Volo.Abp.Modularity;

namespace HrefCrm.Identity;

/// <summary>What other code may know of people and their memberships.</summary>
[DependsOn(typeof(AbpDddApplicationContractsModule))]
public class IdentityContractsModule : AbpModule;
