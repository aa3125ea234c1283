using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>ABP's view of the tenants. Asynchronous in form only: all of them are in memory.</summary>
[Dependency(ReplaceServices = true)]
internal sealed class TenantStore(TenantCache cache) : ITenantStore, ITransientDependency
{
    public Task<TenantConfiguration?> FindAsync(string normalizedName) => Task.FromResult(cache.Find(normalizedName));

    public Task<TenantConfiguration?> FindAsync(Guid id) => Task.FromResult(cache.Find(id));

    public Task<IReadOnlyList<TenantConfiguration>> GetListAsync(bool includeDetails = false) => Task.FromResult(cache.GetAll());

    [Obsolete("Use FindAsync method.")]
    public TenantConfiguration? Find(string normalizedName) => cache.Find(normalizedName);

    [Obsolete("Use FindAsync method.")]
    public TenantConfiguration? Find(Guid id) => cache.Find(id);
}
