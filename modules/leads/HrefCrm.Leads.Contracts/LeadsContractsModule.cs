using Volo.Abp.Application;
using Volo.Abp.Modularity;

namespace HrefCrm.Leads;

/// <summary>What other code may know of leads.</summary>
[DependsOn(typeof(AbpDddApplicationContractsModule))]
public class LeadsContractsModule : AbpModule;
