using Volo.Abp.Data;
using Volo.Abp.Domain.Services;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.People;

/// <summary>
/// Who is a member of which workspace, asked and changed outside any tenant, so that one transaction holds people, sessions and
/// memberships.
/// </summary>
public class MembershipManager(IMembershipRepository memberships, IDataFilter dataFilter) : DomainService
{
    /// <summary>Finds a person's membership; null if they are no member.</summary>
    public async Task<Membership?> FindAsync(Guid tenantId, Guid personId)
    {
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
            return await memberships.FindAsync(m => m.TenantId == tenantId && m.PersonId == personId);
    }

    /// <summary>Whether a person is a member of another workspace than a tenant's.</summary>
    public async Task<bool> IsElsewhereAsync(Guid tenantId, Guid personId)
    {
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
            return (await memberships.GetListAsync(m => m.PersonId == personId && m.TenantId != tenantId)).Count > 0;
    }

    /// <summary>Makes a person a member, if they are none yet.</summary>
    public async Task JoinAsync(Guid tenantId, Guid personId, WorkspaceRole role, Guid? invitedBy)
    {
        if (await FindAsync(tenantId, personId) is not null)
            return;
        var membership = new Membership(tenantId, GuidGenerator.Create(), personId, role, invitedBy, Clock.Now);
        using (CurrentTenant.Change(null))
            await memberships.InsertAsync(membership);
    }

    /// <summary>Ends a membership, one at a time in a workspace: of two members who remove each other, one stays.</summary>
    /// <param name="membership">Whose.</param>
    /// <param name="by">The member who removes; null for HREF.</param>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.NotAMember"/>, <see cref="IdentityErrorCodes.MemberNotFound"/>.</exception>
    public async Task RemoveAsync(Membership membership, Guid? by)
    {
        var tenantId = membership.TenantId!.Value;
        using (CurrentTenant.Change(null))
        {
            await memberships.LockAllAsync(membership);
            if (by is { } remover && await FindAsync(tenantId, remover) is null)
                throw IdentityErrors.NotAMember();
            if (await FindAsync(tenantId, membership.PersonId) is null)
                throw IdentityErrors.MemberNotFound();
            await memberships.DeleteAsync(membership);
        }
    }
}
