using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Components;

/// <summary>Settings are in the rail where some module has a tab for the current person.</summary>
internal sealed class SettingsMenuContributor : IMenuContributor
{
    public async Task ConfigureMenuAsync(MenuConfigurationContext context)
    {
        if (context.Menu.Name != StandardMenus.Main)
            return;
        var tabs = await context.ServiceProvider.GetRequiredService<IMenuManager>().GetAsync(Menus.Settings);
        if (tabs.Items is [{ Url: { } first }, ..])
            await context.AddPageAsync(null, first, "Settings", ApplicationMenuItem.DefaultOrder, Icons.Material.Outlined.Settings, "g s");
    }
}
