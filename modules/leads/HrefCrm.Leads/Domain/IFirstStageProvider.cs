namespace HrefCrm.Leads.Domain;

/// <summary>Where new leads land.</summary>
public interface IFirstStageProvider
{
    /// <summary>A tenant's first active stage, from memory where it is known.</summary>
    /// <returns>The stage's id, or null if the tenant has no active stage.</returns>
    ValueTask<Guid?> GetAsync(Guid tenantId);

    /// <summary>The same, asked of the database.</summary>
    Task<Guid?> ReloadAsync(Guid tenantId);
}
