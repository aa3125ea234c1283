namespace HrefCrm.Tenancy.Tenants;

/// <summary>How every tenant's workspace looks, in memory.</summary>
public interface ITenantProfileStore
{
    /// <summary>How a tenant's workspace looks; null if there is no such tenant. As old as the last look at the database.</summary>
    TenantProfile? Find(Guid id);
}

/// <summary>How a tenant's workspace looks.</summary>
/// <param name="Name">Display name.</param>
/// <param name="Tagline">One line under it; null for none.</param>
/// <param name="PrimaryColor"><c>#rrggbb</c>.</param>
public sealed record TenantProfile(string Name, string? Tagline, string PrimaryColor);
