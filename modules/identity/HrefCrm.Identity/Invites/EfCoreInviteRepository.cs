using HrefCrm.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Identity.Invites;

internal sealed class EfCoreInviteRepository(IDbContextProvider<IdentityDbContext> dbContextProvider)
    : EfCoreRepository<IdentityDbContext, Invite, Guid>(dbContextProvider), IInviteRepository
{
    public async Task LockAsync(Invite invite)
    {
        var dbContext = await GetDbContextAsync();
        await dbContext.Database.ExecuteSqlAsync(
            $"SELECT FROM identity.invites WHERE tenant_id = {invite.TenantId} AND id = {invite.Id} FOR UPDATE");
        await dbContext.Entry(invite).ReloadAsync();
    }

    public async Task<bool> TryLockAddressAsync(Invite invite)
    {
        var dbContext = await GetDbContextAsync();
        var key = $"identity.invites {invite.TenantId} {invite.Email}";
        return (await dbContext.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended({key}, 0)) AS \"Value\"").ToListAsync())[0];
    }
}
