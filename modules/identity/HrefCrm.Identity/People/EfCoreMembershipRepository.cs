using HrefCrm.Identity.EntityFrameworkCore;
using HrefCrm.PostgreSql;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Identity.People;

internal sealed class EfCoreMembershipRepository(IDbContextProvider<IdentityDbContext> dbContextProvider)
    : EfCoreRepository<IdentityDbContext, Membership, Guid>(dbContextProvider), IMembershipRepository
{
    public async Task LockAllAsync(Membership membership)
    {
        var dbContext = await GetDbContextAsync();
        // Not the rows: no role may update memberships, which locking them would need.
        var key = $"identity.memberships {membership.TenantId}";
        await dbContext.Database.LockAsync(key);
    }
}
