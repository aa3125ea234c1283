using Volo.Abp.Modularity;

namespace HrefCrm.Identity.Blazor;

/// <summary>The pages for signing in, invites, one's own account and a workspace's team.</summary>
[DependsOn(typeof(IdentityContractsModule))]
public class IdentityBlazorModule : AbpModule;
