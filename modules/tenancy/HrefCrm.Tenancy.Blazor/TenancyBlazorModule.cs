using HrefCrm.Components;
using Volo.Abp.Modularity;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Tenancy.Blazor;

/// <summary>The pages for tenants, API keys, a workspace's settings and the audit trail.</summary>
[DependsOn(typeof(TenancyContractsModule), typeof(ComponentsModule))]
public class TenancyBlazorModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        Configure<PageOptions>(options =>
        {
            options.Assemblies.Add(typeof(TenancyBlazorModule).Assembly);
            options.Stylesheets.Add("_content/HrefCrm.Tenancy.Blazor/tenancy.css");
        });
        Configure<AbpNavigationOptions>(options => options.MenuContributors.Add(new TenancyMenuContributor()));
    }
}
