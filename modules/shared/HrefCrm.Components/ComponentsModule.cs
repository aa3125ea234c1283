using Volo.Abp.Modularity;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Components;

/// <summary>What the pages of all modules share.</summary>
[DependsOn(typeof(AbpUiNavigationModule))]
public class ComponentsModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        Configure<AbpNavigationOptions>(options => options.MenuContributors.Add(new SettingsMenuContributor()));
}
