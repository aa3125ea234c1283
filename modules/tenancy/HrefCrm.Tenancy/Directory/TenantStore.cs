using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Directory;

/// <summary>ABP's view of the tenants. Asynchronous in form only: all of them are in memory.</summary>
[Dependency(ReplaceServices = true)]
internal sealed class TenantStore(TenantDirectory directory) : ITenantStore, ITransientDependency
{
    public Task<TenantConfiguration?> FindAsync(string normalizedName) => Task.FromResult(directory.Find(normalizedName));

    public Task<TenantConfiguration?> FindAsync(Guid id) => Task.FromResult(directory.Find(id));

    public Task<IReadOnlyList<TenantConfiguration>> GetListAsync(bool includeDetails = false) => Task.FromResult(directory.GetAll());

    [Obsolete("Use FindAsync method.")]
    public TenantConfiguration? Find(string normalizedName) => directory.Find(normalizedName);

    [Obsolete("Use FindAsync method.")]
    public TenantConfiguration? Find(Guid id) => directory.Find(id);
}
