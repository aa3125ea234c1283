using HrefCrm.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Volo.Abp.MultiTenancy;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Tenancy.Blazor;

internal sealed class TenancyMenuContributor : IMenuContributor
{
    public async Task ConfigureMenuAsync(MenuConfigurationContext context)
    {
        switch (context.Menu.Name)
        {
            case StandardMenus.Main:
                await context.AddPageAsync(TenancyPermissions.Tenants.Default, "/tenants", "Tenants", 100, Icons.Material.Outlined.Apartment, "g t");
                await context.AddPageAsync(TenancyPermissions.Audit, "/audit", "Audit", 200, Icons.Material.Outlined.ReceiptLong, "g a");
                break;
            case Menus.Settings:
                await context.AddPageAsync(TenancyPermissions.Settings, "/crm/settings", "Workspace", 100);
                // Staff see a tenant's keys on the tenant's own page.
                if (context.ServiceProvider.GetRequiredService<ICurrentTenant>().IsAvailable)
                    await context.AddPageAsync(TenancyPermissions.ApiKeys.Default, "/crm/settings/keys", "API keys", 300);
                break;
        }
    }
}
