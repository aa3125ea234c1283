using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Identity.People;

/// <summary>Memberships in the database.</summary>
public interface IMembershipRepository : IRepository<Membership, Guid>
{
    /// <summary>
    /// Waits for whoever ends a membership in the workspace of a given one, and keeps others waiting until the transaction ends.
    /// </summary>
    Task LockAllAsync(Membership membership);
}
