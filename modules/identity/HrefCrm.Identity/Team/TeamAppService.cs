using HrefCrm.Identity.Invites;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.EventBus.Local;

namespace HrefCrm.Identity.Team;

/// <inheritdoc cref="ITeamAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(IdentityPermissions.Team.Default)]
public class TeamAppService(
    IRepository<Membership, Guid> memberships,
    IInviteRepository invites,
    IPersonRepository people,
    InviteManager inviteManager,
    MembershipManager membershipManager,
    SessionManager sessions,
    SecondFactorResetter secondFactors,
    IWorkspaces workspaces,
    ILocalEventBus events) : ApplicationService, ITeamAppService
{
    private Guid TenantId => CurrentTenant.Id ?? throw new AbpException("A team is a tenant's, and none is current.");

    /// <inheritdoc />
    public virtual async Task<ListResultDto<MemberDto>> GetMembersAsync()
    {
        var members = await memberships.GetListAsync(m => m.TenantId == TenantId);
        var ids = members.ConvertAll(m => m.PersonId);
        var known = (await people.GetListAsync(p => ids.Contains(p.Id))).ToDictionary(p => p.Id);
        return new ListResultDto<MemberDto>([.. members.OrderBy(m => m.JoinedAt).Select(m => new MemberDto
        {
            PersonId = m.PersonId,
            Email = known[m.PersonId].Email,
            Role = m.Role,
            JoinedAt = m.JoinedAt,
            HasSecondFactor = known[m.PersonId].TwoFactorEnabled,
            IsYou = m.PersonId == CurrentUser.Id,
        })]);
    }

    /// <inheritdoc />
    public virtual async Task<ListResultDto<PendingInviteDto>> GetInvitesAsync()
    {
        var now = Clock.Now;
        var pending = await invites.GetListAsync(i => i.TenantId == TenantId && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
        return new ListResultDto<PendingInviteDto>([.. pending.OrderByDescending(i => i.CreatedAt).Select(i => new PendingInviteDto
        {
            Id = i.Id,
            Email = i.Email,
            Role = i.Role,
            ExpiresAt = i.ExpiresAt,
        })]);
    }

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Team.Invite)]
    public virtual async Task<NewInviteDto> InviteAsync(InviteInput input)
    {
        var email = Person.NormalizeEmail(input.Email);
        var person = await people.FindAsync(p => !p.IsStaff && p.Email == email);
        if (person is not null && await membershipManager.FindAsync(TenantId, person.Id) is not null)
            throw IdentityErrors.MemberExists(email);

        var workspace = await workspaces.GetAsync(TenantId);
        var (invite, link) = await inviteManager.CreateAsync(TenantId, workspace.Url, email, input.Role, CurrentUser.Id, input.PendingInviteId);
        await events.PublishAsync(new MemberInvitedEvent(TenantId, email), onUnitOfWorkComplete: false);
        return new NewInviteDto
        {
            Id = invite.Id,
            Email = invite.Email,
            Role = invite.Role,
            ExpiresAt = invite.ExpiresAt,
            Link = link,
            IsMailed = invite.MailDueAt is not null,
        };
    }

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Team.Invite)]
    public virtual async Task RevokeAsync(Guid inviteId)
    {
        var invite = await invites.FindAsync(i => i.TenantId == TenantId && i.Id == inviteId) ?? throw IdentityErrors.InviteEnded();
        await invites.LockAsync(invite);
        switch (invite.StateAt(Clock.Now))
        {
            case InviteState.Accepted:
                throw IdentityErrors.InviteEnded();
            case InviteState.Pending:
                invite.Revoke(Clock.Now);
                await invites.UpdateAsync(invite);
                await events.PublishAsync(new InviteRevokedEvent(TenantId, invite.Email), onUnitOfWorkComplete: false);
                break;
        }
    }

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Team.Remove)]
    public virtual async Task RemoveAsync(Guid personId)
    {
        if (personId == CurrentUser.Id)
            throw IdentityErrors.OwnMembership();
        var membership = await membershipManager.FindAsync(TenantId, personId) ?? throw IdentityErrors.MemberNotFound();
        await membershipManager.RemoveAsync(membership, by: CurrentUser.Id);
        await sessions.EndAllAtAsync(TenantId, personId);

        var person = await people.GetAsync(p => p.Id == personId);
        await events.PublishAsync(new MemberRemovedEvent(TenantId, personId, person.Email), onUnitOfWorkComplete: false);
    }

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Team.ResetSecondFactor)]
    public virtual async Task ResetSecondFactorAsync(Guid personId)
    {
        if (personId == CurrentUser.Id)
            throw IdentityErrors.OwnMembership();
        if (await membershipManager.FindAsync(TenantId, personId) is null)
            throw IdentityErrors.MemberNotFound();
        // A colleague here must not weaken an account that opens another workspace; at the terminal it is HREF.
        if (CurrentUser.Id is not null && await membershipManager.IsElsewhereAsync(TenantId, personId))
            throw IdentityErrors.SecondFactorShared();
        await secondFactors.ResetAsync(await people.GetAsync(p => p.Id == personId));
    }
}
