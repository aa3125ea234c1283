using HrefCrm.Identity.EntityFrameworkCore;
using HrefCrm.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Identity.People;

internal sealed class EfCorePersonRepository(IDbContextProvider<IdentityDbContext> dbContextProvider)
    : EfCoreRepository<IdentityDbContext, Person, Guid>(dbContextProvider), IPersonRepository
{
    public async Task<bool> TryInsertAsync(Person person)
    {
        try
        {
            await InsertAsync(person, autoSave: true);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    public async Task LockAsync(Person person)
    {
        var dbContext = await GetDbContextAsync();
        await dbContext.Database.ExecuteSqlAsync($"SELECT FROM identity.people WHERE id = {person.Id} FOR UPDATE");
        await dbContext.Entry(person).ReloadAsync();
    }

    public async Task LockStaffAsync()
    {
        var dbContext = await GetDbContextAsync();
        await dbContext.Database.LockAsync("identity.staff");
    }
}
