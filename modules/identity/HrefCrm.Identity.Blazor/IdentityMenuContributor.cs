using HrefCrm.Components;
using MudBlazor;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Identity.Blazor;

internal sealed class IdentityMenuContributor : IMenuContributor
{
    public Task ConfigureMenuAsync(MenuConfigurationContext context) => context.Menu.Name switch
    {
        StandardMenus.User => context.AddPageAsync(null, "/account", "Account", 100, Icons.Material.Outlined.AccountCircle, "g u"),
        StandardMenus.Main => context.AddPageAsync(IdentityPermissions.Staff.Default, "/staff", "Staff", 300, Icons.Material.Outlined.Badge, "g s"),
        Menus.Settings => context.AddPageAsync(IdentityPermissions.Team.Default, "/crm/settings/team", "Team", 200),
        _ => Task.CompletedTask,
    };
}
