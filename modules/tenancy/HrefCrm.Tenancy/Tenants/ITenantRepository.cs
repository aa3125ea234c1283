using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>Tenants in the database.</summary>
public interface ITenantRepository : IRepository<Tenant, Guid>
{
    /// <summary>Inserts and saves at once, so that a slug that was taken meanwhile is known here.</summary>
    /// <returns>False if another tenant has the slug; the unit of work cannot go on then.</returns>
    Task<bool> TryInsertAsync(Tenant tenant);

    /// <summary>
    /// Waits for whoever changes the tenant or its keys and keeps others waiting until the transaction ends; reads the tenant again.
    /// </summary>
    Task LockAsync(Tenant tenant);

    /// <summary>Reads a page of tenants by slug.</summary>
    /// <param name="filter">Part of a slug or name, in any case; null or blank for all.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many to read at most.</param>
    /// <returns>The page, and how many there are in all.</returns>
    Task<(long Count, List<Tenant> Page)> GetPageAsync(string? filter, int skip, int take);
}
