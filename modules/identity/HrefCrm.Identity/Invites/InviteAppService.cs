using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using Microsoft.AspNetCore.Identity;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Invites;

/// <inheritdoc cref="IInviteAppService" />
[RemoteService(IsEnabled = false)]
public class InviteAppService(
    InviteManager invites,
    UserManager<Person> users,
    SignInService signIn,
    SignInLimiter limiter) : ApplicationService, IInviteAppService
{
    /// <inheritdoc />
    public virtual async Task<InviteDto?> FindAsync(string token)
    {
        if (await FindInviteAsync(token) is not { } invite)
            return null;
        return new InviteDto
        {
            Email = invite.Email,
            InvitedBy = invite.InvitedBy is { } inviter ? (await users.FindByIdAsync(inviter.ToString()))?.Email : null,
            Role = invite.Role,
            ExpiresAt = invite.ExpiresAt,
            State = invite.StateAt(Clock.Now),
            HasAccount = await users.FindByNameAsync(invite.Email) is not null,
        };
    }

    /// <inheritdoc />
    public virtual async Task AcceptAsNewAsync(AcceptAsNewInput input)
    {
        using var turn = await limiter.EnterAsync();
        var invite = await GetPendingAsync(input.Token);
        if (await users.FindByNameAsync(invite.Email) is not null)
            throw IdentityErrors.AccountExists();

        var person = new Person(GuidGenerator.Create(), isStaff: false, invite.Email, Clock.Now);
        if (!(await users.CreateAsync(person, input.NewPassword)).Succeeded)
            throw IdentityErrors.AccountExists();
        await invites.AcceptAsync(invite, person.Id);
        await signIn.CompleteAsync(person);
    }

    /// <inheritdoc />
    public virtual async Task<SignInOutcome> AcceptBySignInAsync(AcceptBySignInInput input)
    {
        using var turn = await limiter.EnterAsync();
        var invite = await GetPendingAsync(input.Token);
        var person = await users.FindByNameAsync(invite.Email);
        if (!await signIn.CheckPasswordAsync(person, input.Password))
            return SignInOutcome.Refused;
        if (!person!.TwoFactorEnabled)
            await invites.AcceptAsync(invite, person.Id);
        return await signIn.ContinueAsync(person, invite.Id);
    }

    // Invites are into workspaces, so outside any tenant there is none.
    private async Task<Invite?> FindInviteAsync(string token) =>
        CurrentTenant.Id is { } tenantId ? await invites.FindAsync(tenantId, token) : null;

    private async Task<Invite> GetPendingAsync(string token) =>
        await FindInviteAsync(token) is { } invite && invite.StateAt(Clock.Now) == InviteState.Pending
            ? invite
            : throw IdentityErrors.InviteEnded();
}
