using Volo.Abp.Authorization.Permissions;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads;

/// <summary>Declares <see cref="LeadsPermissions"/>. None of them is staff's: HREF's own side never shows a lead.</summary>
public class LeadsPermissionDefinitionProvider : PermissionDefinitionProvider
{
    /// <inheritdoc />
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(LeadsPermissions.Group);
        var leads = group.AddPermission(LeadsPermissions.Leads.Default, multiTenancySide: MultiTenancySides.Tenant);
        foreach (var name in new[] { LeadsPermissions.Leads.Create, LeadsPermissions.Leads.Update, LeadsPermissions.Leads.Erase })
            leads.AddChild(name, multiTenancySide: MultiTenancySides.Tenant);
        group.AddPermission(LeadsPermissions.Settings, multiTenancySide: MultiTenancySides.Tenant);
    }
}
