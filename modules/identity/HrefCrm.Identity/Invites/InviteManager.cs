using System.Buffers.Text;
using System.Linq.Expressions;
using System.Security.Cryptography;
using HrefCrm.Identity.People;
using Volo.Abp.Data;
using Volo.Abp.Domain.Services;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Invites;

/// <summary>
/// Makes invites, and accepts them; finds and accepts outside any tenant, so that one transaction holds the person and the invite.
/// </summary>
public class InviteManager(IInviteRepository invites, MembershipManager memberships, IDataFilter dataFilter) : DomainService
{
    /// <summary>Invites somebody into a workspace. What was made for the same address before, and not accepted, is revoked.</summary>
    /// <param name="tenantId">The workspace's tenant.</param>
    /// <param name="workspace">The workspace's address.</param>
    /// <param name="email">Whom.</param>
    /// <param name="role">The role that the invite gives.</param>
    /// <param name="invitedBy">The member who invites; null for HREF.</param>
    /// <returns>The invite, and its link. The link's token is 32 random bytes, which nothing else holds.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.InviteConflict"/>.</exception>
    public async Task<(Invite Invite, Uri Link)> CreateAsync(
        Guid tenantId, Uri workspace, string email, WorkspaceRole role, Guid? invitedBy)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var invite = new Invite(tenantId, GuidGenerator.Create(), email, token, role, invitedBy, Clock.Now);
        if (!await invites.TryLockAddressAsync(invite))
            throw IdentityErrors.InviteConflict(invite.Email);
        await RevokePendingAsync(tenantId, invite.Email);
        return (await invites.InsertAsync(invite), new Uri(workspace, $"/invite/{token}"));
    }

    /// <summary>Finds a workspace's invite by its token; null if there is none.</summary>
    public Task<Invite?> FindAsync(Guid tenantId, string token)
    {
        var hash = Invite.HashToken(token);
        return FindAsync(i => i.TenantId == tenantId && i.TokenHash == hash);
    }

    /// <summary>Finds a workspace's invite by its id; null if there is none.</summary>
    public Task<Invite?> FindAsync(Guid tenantId, Guid id) => FindAsync(i => i.TenantId == tenantId && i.Id == id);

    /// <summary>Accepts an invite, and makes the person a member.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.InviteEnded"/>: it was used or revoked, or its time is over.
    /// </exception>
    public async Task AcceptAsync(Invite invite, Guid personId)
    {
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
        {
            await invites.LockAsync(invite);
            if (invite.StateAt(Clock.Now) != InviteState.Pending)
                throw IdentityErrors.InviteEnded();
            invite.Accept(personId, Clock.Now);
            await invites.UpdateAsync(invite);
            await memberships.JoinAsync(invite.TenantId!.Value, personId, invite.Role, invite.InvitedBy);
        }
    }

    private async Task RevokePendingAsync(Guid tenantId, string email)
    {
        var now = Clock.Now;
        List<Invite> pending;
        using (dataFilter.Disable<IMultiTenant>())
            pending = await invites.GetListAsync(i => i.TenantId == tenantId && i.Email == email && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
        foreach (var earlier in pending)
        {
            await invites.LockAsync(earlier);
            if (earlier.StateAt(now) != InviteState.Pending)
                continue;
            earlier.Revoke(now);
            await invites.UpdateAsync(earlier);
        }
    }

    private async Task<Invite?> FindAsync(Expression<Func<Invite, bool>> which)
    {
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
            return await invites.FindAsync(which);
    }
}
