using HrefCrm.Tenancy.Domain;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Tenancy.EntityFrameworkCore;

internal sealed class EfCoreTenantRepository(IDbContextProvider<TenancyDbContext> dbContextProvider)
    : EfCoreRepository<TenancyDbContext, Tenant, Guid>(dbContextProvider), ITenantRepository
{
    public async Task<bool> TryInsertAsync(Tenant tenant)
    {
        try
        {
            await InsertAsync(tenant, autoSave: true);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }
}
