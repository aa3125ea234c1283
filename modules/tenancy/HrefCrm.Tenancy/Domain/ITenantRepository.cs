using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Tenancy.Domain;

/// <summary>Tenants in the database.</summary>
public interface ITenantRepository : IRepository<Tenant, Guid>
{
    /// <summary>Inserts and saves at once, so that a slug that was taken meanwhile is known here.</summary>
    /// <returns>False if another tenant has the slug; the unit of work cannot go on then.</returns>
    Task<bool> TryInsertAsync(Tenant tenant);
}
