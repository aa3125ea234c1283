using Volo.Abp.Domain.Entities;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Tenancy.EntityFrameworkCore;

/// <summary>
/// For what no tenant owns and a tenant nevertheless works with: the tenants themselves and the audit trail. ABP would read and write them outside the
/// tenant, on another connection; here they stay in the tenant's own transaction, and row-level security shows what is the tenant's.
/// </summary>
internal abstract class EfCoreTenancyRepository<TEntity> : EfCoreRepository<TenancyDbContext, TEntity, Guid>
    where TEntity : class, IEntity<Guid>
{
    private readonly IDbContextProvider<TenancyDbContext> _dbContexts;

    protected EfCoreTenancyRepository(IDbContextProvider<TenancyDbContext> dbContexts)
        : base(dbContexts) => _dbContexts = dbContexts;

    protected override Task<TenancyDbContext> GetDbContextAsync() => _dbContexts.GetDbContextAsync();
}
