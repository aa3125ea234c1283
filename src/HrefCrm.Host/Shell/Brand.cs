using System.Globalization;
using HrefCrm.Tenancy.Tenants;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Host.Shell;

/// <summary>The face of a host: a workspace's own, or HREF's in neutral grey on the bare domain.</summary>
/// <param name="Name">Display name.</param>
/// <param name="Tagline">One line under it; null for none.</param>
/// <param name="Color">The workspace's color, <c>#rrggbb</c>; null for HREF's own side.</param>
public sealed record Brand(string Name, string? Tagline, string? Color)
{
    /// <summary>HREF's own side.</summary>
    public static readonly Brand Staff = new("HREF staff", null, null);

    /// <summary>Whether this is HREF's own side.</summary>
    public bool IsStaff => Color is null;

    /// <summary>The first letter of the name, as a logo: whole, also where it takes more than one code unit.</summary>
    public string Letter => StringInfo.GetNextTextElement(Name.Trim()).ToUpperInvariant();
}

/// <summary>The face of the host that a request or circuit is at.</summary>
internal sealed class CurrentBrand(ICurrentTenant tenant, ITenantProfileStore profiles) : ITransientDependency
{
    public Brand Value => tenant.Id is { } id && profiles.Find(id) is { } profile
        ? new Brand(profile.Name, profile.Tagline, profile.PrimaryColor)
        : Brand.Staff;
}
