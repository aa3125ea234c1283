using System.Buffers.Text;
using System.Linq.Expressions;
using System.Security.Cryptography;
using HrefCrm.Identity.Mail;
using HrefCrm.Identity.People;
using Volo.Abp.Data;
using Volo.Abp.Domain.Services;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Invites;

/// <summary>
/// Makes invites, and accepts them; finds and accepts outside any tenant, so that one transaction holds the person and the invite.
/// </summary>
public class InviteManager(
    IInviteRepository invites,
    IPersonRepository people,
    MembershipManager memberships,
    IMailer mailer,
    IDataFilter dataFilter) : DomainService
{
    /// <summary>
    /// Invites somebody into a workspace, by mail too where mail is set up. What was made for the same address before, and not accepted, is
    /// revoked.
    /// </summary>
    /// <param name="tenantId">The workspace's tenant.</param>
    /// <param name="workspace">The workspace's address.</param>
    /// <param name="email">Whom.</param>
    /// <param name="role">The role that the invite gives.</param>
    /// <param name="invitedBy">The member who invites; null for HREF.</param>
    /// <param name="seen">The pending invite for the address that they saw, <see cref="Guid.Empty"/> for none; null to invite whatever there is.</param>
    /// <returns>
    /// The invite, and the link to hand over. Its token is 32 random bytes, which nothing else holds; the mail has one of its own.
    /// </returns>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.InviteConflict"/>.</exception>
    public async Task<(Invite Invite, Uri Link)> CreateAsync(
        Guid tenantId, Uri workspace, string email, WorkspaceRole role, Guid? invitedBy, Guid? seen = null)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var invite = new Invite(tenantId, GuidGenerator.Create(), email, token, role, invitedBy, Clock.Now);
        if (!await invites.TryLockAddressAsync(invite))
            throw IdentityErrors.InviteConflict(invite.Email);
        if (seen is not null && ((await FindPendingAsync(tenantId, invite.Email))?.Id ?? Guid.Empty) != seen)
            throw IdentityErrors.InviteConflict(invite.Email);
        await RevokePendingAsync(i => i.TenantId == tenantId && i.Email == invite.Email);
        if (mailer.CanSend)
            invite.Mail(Clock.Now);
        return (await invites.InsertAsync(invite), new Uri(workspace, $"/invite/{token}"));
    }

    /// <summary>Invites a workspace's first admin in HREF's name; its earlier invites of admins that can still be accepted are taken back.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.MemberExists"/>.</exception>
    public async Task<(Invite Invite, Uri Link)> InviteAdminAsync(Guid tenantId, Uri workspace, string email)
    {
        var address = Person.NormalizeEmail(email);
        if (await people.FindAsync(p => !p.IsStaff && p.Email == address) is { } person && await memberships.FindAsync(tenantId, person.Id) is not null)
            throw IdentityErrors.MemberExists(address);
        await RevokePendingAsync(i => i.TenantId == tenantId && i.InvitedBy == null && i.Role == WorkspaceRole.Admin);
        return await CreateAsync(tenantId, workspace, address, WorkspaceRole.Admin, invitedBy: null);
    }

    /// <summary>Finds a workspace's invite by its token; null if there is none.</summary>
    public Task<Invite?> FindAsync(Guid tenantId, string token)
    {
        var hash = Invite.HashToken(token);
        return FindAsync(i => i.TenantId == tenantId && i.TokenHash == hash);
    }

    /// <summary>Finds a workspace's invite by its id; null if there is none.</summary>
    public Task<Invite?> FindAsync(Guid tenantId, Guid id) => FindAsync(i => i.TenantId == tenantId && i.Id == id);

    /// <summary>Has a link mailed for the invite of an address that can still be accepted, if there is one.</summary>
    public async Task MailPendingAsync(Guid tenantId, string email)
    {
        if (await FindPendingAsync(tenantId, Person.NormalizeEmail(email)) is { } pending)
            await MailAsync(pending);
    }

    /// <summary>Has a link to an invite mailed, unless one was just now.</summary>
    public async Task MailAsync(Invite invite)
    {
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
        {
            await invites.LockAsync(invite);
            invite.Mail(Clock.Now);
            await invites.UpdateAsync(invite);
        }
    }

    /// <summary>
    /// Whether a person may accept an invite: somebody whose address was never confirmed is in one workspace at most.
    /// </summary>
    public async Task<bool> MayAcceptAsync(Invite invite, Person person) =>
        person.EmailConfirmedAt is not null || !await memberships.IsElsewhereAsync(invite.TenantId!.Value, person.Id);

    /// <summary>Accepts an invite, and makes the person, who is locked or new, a member.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.InviteEnded"/>: it was used or revoked, or its time is over;
    /// <see cref="IdentityErrorCodes.EmailUnconfirmed"/>.
    /// </exception>
    public async Task AcceptAsync(Invite invite, Person person)
    {
        if (!await MayAcceptAsync(invite, person))
            throw IdentityErrors.EmailUnconfirmed();
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
        {
            await invites.LockAsync(invite);
            if (invite.StateAt(Clock.Now) != InviteState.Pending)
                throw IdentityErrors.InviteEnded();
            invite.Accept(person.Id, Clock.Now);
            await invites.UpdateAsync(invite);
            await memberships.JoinAsync(invite.TenantId!.Value, person.Id, invite.Role, invite.InvitedBy);
        }
    }

    private async Task RevokePendingAsync(Expression<Func<Invite, bool>> which)
    {
        var now = Clock.Now;
        List<Invite> pending;
        using (dataFilter.Disable<IMultiTenant>())
            pending = (await invites.GetListAsync(which)).FindAll(i => i.StateAt(now) == InviteState.Pending);
        foreach (var earlier in pending)
        {
            await invites.LockAsync(earlier);
            if (earlier.StateAt(now) != InviteState.Pending)
                continue;
            earlier.Revoke(now);
            await invites.UpdateAsync(earlier);
        }
    }

    private Task<Invite?> FindPendingAsync(Guid tenantId, string email)
    {
        var now = Clock.Now;
        return FindAsync(i => i.TenantId == tenantId && i.Email == email && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
    }

    private async Task<Invite?> FindAsync(Expression<Func<Invite, bool>> which)
    {
        using (CurrentTenant.Change(null))
        using (dataFilter.Disable<IMultiTenant>())
            return (await invites.GetListAsync(which)).MaxBy(i => i.CreatedAt);
    }
}
