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

        team.AddChild(IdentityPermissions.Team.ResetSecondFactor, multiTenancySide: MultiTenancySides.Tenant);

        var staff = group.AddPermission(IdentityPermissions.Staff.Default, multiTenancySide: MultiTenancySides.Host);
        staff.AddChild(IdentityPermissions.Staff.Remove, multiTenancySide: MultiTenancySides.Host);
        staff.AddChild(IdentityPermissions.Staff.ResetSecondFactor, multiTenancySide: MultiTenancySides.Host);
        // Whoever makes a staff account gets a link to its password. No provider of this name exists; the terminal asks for no permission.
        staff.AddChild(IdentityPermissions.Staff.Add, multiTenancySide: MultiTenancySides.Host).Providers.Add("Terminal");
    }
}
