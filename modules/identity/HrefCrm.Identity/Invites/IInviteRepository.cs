using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Identity.Invites;

/// <summary>Invites in the database.</summary>
public interface IInviteRepository : IRepository<Invite, Guid>
{
    /// <summary>
    /// Waits for whoever works on the invite and keeps others waiting until the transaction ends; reads the invite again. So it is good
    /// once.
    /// </summary>
    Task LockAsync(Invite invite);

    /// <summary>Keeps others from inviting the same address into the same workspace until the transaction ends; waits for nobody.</summary>
    /// <returns>False if somebody else does so at this moment.</returns>
    Task<bool> TryLockAddressAsync(Invite invite);
}
