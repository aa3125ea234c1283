using Volo.Abp.Authorization.Permissions;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity;

/// <summary>Declares <see cref="IdentityPermissions"/>.</summary>
public class IdentityPermissionDefinitionProvider : PermissionDefinitionProvider
{
    /// <inheritdoc />
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(IdentityPermissions.Group);
        var team = group.AddPermission(IdentityPermissions.Team.Default, multiTenancySide: MultiTenancySides.Tenant);
        team.AddChild(IdentityPermissions.Team.Invite, multiTenancySide: MultiTenancySides.Tenant);
        team.AddChild(IdentityPermissions.Team.Remove, multiTenancySide: MultiTenancySides.Tenant);

        // Whoever makes a staff account gets a link to its password. No provider of this name exists; the terminal asks for no permission.
        group.AddPermission(IdentityPermissions.Staff, multiTenancySide: MultiTenancySides.Host).Providers.Add("Terminal");
    }
}
