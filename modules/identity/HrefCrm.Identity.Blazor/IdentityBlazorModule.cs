using HrefCrm.Components;
using Volo.Abp.Modularity;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Identity.Blazor;

/// <summary>The pages for signing in, invites, one's own account and a workspace's team.</summary>
[DependsOn(typeof(IdentityContractsModule), typeof(ComponentsModule))]
public class IdentityBlazorModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        Configure<PageOptions>(options =>
        {
            options.Assemblies.Add(typeof(IdentityBlazorModule).Assembly);
            options.Stylesheets.Add("_content/HrefCrm.Identity.Blazor/identity.css");
        });
        Configure<AbpNavigationOptions>(options => options.MenuContributors.Add(new IdentityMenuContributor()));
    }
}
