namespace HrefCrm.Leads.Leads;

/// <summary>Where new leads land.</summary>
public interface IFirstStageProvider
{
    /// <summary>A tenant's first active stage, from memory where it is known.</summary>
    /// <returns>The stage's id, or null if the tenant has no active stage.</returns>
    /// <exception cref="IntakeUnavailableException">It is not in memory, and the database cannot be asked.</exception>
    ValueTask<Guid?> GetAsync(Guid tenantId);

    /// <summary>The same, asked of the database.</summary>
    /// <exception cref="IntakeUnavailableException">The database cannot be asked.</exception>
    Task<Guid?> ReloadAsync(Guid tenantId);
}
