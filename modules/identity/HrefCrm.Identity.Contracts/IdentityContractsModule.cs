using Volo.Abp.Application;
using Volo.Abp.Authorization;
using Volo.Abp.Modularity;

namespace HrefCrm.Identity;

/// <summary>What other code may know of people, their accounts and their memberships.</summary>
[DependsOn(typeof(AbpDddApplicationContractsModule), typeof(AbpAuthorizationAbstractionsModule))]
public class IdentityContractsModule : AbpModule;
