using Volo.Abp.MultiTenancy;

namespace HrefCrm.Components;

/// <summary>
/// Says where a page exists: on HREF's own side (<see cref="MultiTenancySides.Host"/>) or in workspaces (<see cref="MultiTenancySides.Tenant"/>).
/// A page without this attribute exists on both.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HostScopeAttribute(MultiTenancySides sides) : Attribute
{
    /// <summary>Where the page exists.</summary>
    public MultiTenancySides Sides => sides;

    /// <summary>Whether the page exists on the current tenant's host.</summary>
    public bool Includes(ICurrentTenant currentTenant) =>
        Sides.HasFlag(currentTenant.Id is null ? MultiTenancySides.Host : MultiTenancySides.Tenant);
}
