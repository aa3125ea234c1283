using Volo.Abp.Modularity;

namespace HrefCrm.Tenancy.Blazor;

/// <summary>The pages for tenants, API keys, a workspace's settings and the audit trail.</summary>
[DependsOn(typeof(TenancyContractsModule))]
public class TenancyBlazorModule : AbpModule;
