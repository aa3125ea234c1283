using Volo.Abp.Authorization.Permissions;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy;

/// <summary>Declares <see cref="TenancyPermissions"/>.</summary>
public class TenancyPermissionDefinitionProvider : PermissionDefinitionProvider
{
    /// <inheritdoc />
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(TenancyPermissions.Group);

        var tenants = group.AddPermission(TenancyPermissions.Tenants.Default, multiTenancySide: MultiTenancySides.Host);
        tenants.AddChild(TenancyPermissions.Tenants.Provision, multiTenancySide: MultiTenancySides.Host);
        tenants.AddChild(TenancyPermissions.Tenants.Suspend, multiTenancySide: MultiTenancySides.Host);

        var keys = group.AddPermission(TenancyPermissions.ApiKeys.Default);
        keys.AddChild(TenancyPermissions.ApiKeys.Rotate);
        keys.AddChild(TenancyPermissions.ApiKeys.Revoke);

        group.AddPermission(TenancyPermissions.Settings, multiTenancySide: MultiTenancySides.Tenant);
        group.AddPermission(TenancyPermissions.Audit, multiTenancySide: MultiTenancySides.Host);
    }
}
