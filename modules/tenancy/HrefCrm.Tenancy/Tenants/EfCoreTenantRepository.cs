using HrefCrm.Tenancy.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Tenancy.Tenants;

internal sealed class EfCoreTenantRepository(IDbContextProvider<TenancyDbContext> dbContexts)
    : EfCoreTenancyRepository<Tenant>(dbContexts), ITenantRepository
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

    public async Task LockAsync(Tenant tenant)
    {
        var dbContext = await GetDbContextAsync();
        // Rows that refer to the tenant can be inserted meanwhile.
        await dbContext.Database.ExecuteSqlAsync($"SELECT FROM tenancy.tenants WHERE id = {tenant.Id} FOR NO KEY UPDATE");
        await dbContext.Entry(tenant).ReloadAsync();
    }

    public async Task<(long Count, List<Tenant> Page)> GetPageAsync(string? filter, int skip, int take)
    {
        var query = (await GetQueryableAsync()).AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter))
        {
            // By Unicode and not by the database's locale, to which in C a letter beyond ASCII has no case.
            var pattern = $"%{filter.Trim().Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            query = query.Where(t => EF.Functions.ILike(t.Slug, pattern, @"\") || EF.Functions.ILike(EF.Functions.Collate(t.Name, "und-x-icu"), pattern, @"\"));
        }

        return (await query.LongCountAsync(), await query.OrderBy(t => t.Slug).Skip(skip).Take(take).ToListAsync());
    }
}
