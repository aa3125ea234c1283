using HrefCrm.Identity.Mail;
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
    InviteLinks links,
    IPersonRepository people,
    UserManager<Person> users,
    SignInService signIn,
    PasswordSetter passwords,
    SignInGuard guard,
    SignInLimiter limiter,
    IMailer mailer) : ApplicationService, IInviteAppService
{
    /// <inheritdoc />
    public virtual async Task<InviteDto?> FindAsync(string token)
    {
        if (await FindInviteAsync(token) is not var (invite, isMailed))
            return null;
        var person = await users.FindByNameAsync(invite.Email);
        return new InviteDto
        {
            Email = invite.Email,
            InvitedBy = invite.InvitedBy is { } inviter ? (await users.FindByIdAsync(inviter.ToString()))?.Email : null,
            Role = invite.Role,
            ExpiresAt = invite.ExpiresAt,
            State = invite.StateAt(Clock.Now),
            HasAccount = person is not null,
            Way = await FindWayAsync(invite, isMailed, person),
            CanMail = mailer.CanSend,
        };
    }

    /// <inheritdoc />
    public virtual async Task AcceptAsNewAsync(AcceptAsNewInput input)
    {
        using var turn = await limiter.EnterAsync();
        var (invite, isMailed) = await GetPendingAsync(input.Token);
        PasswordRules.EnsureUncommon(input.NewPassword, invite.Email);
        if (await users.FindByNameAsync(invite.Email) is { } person)
        {
            await people.LockAsync(person);
            if (await FindWayAsync(invite, isMailed, person) != InviteWay.NewPassword)
                throw IdentityErrors.AccountExists();
            await passwords.SetAsync(person, input.NewPassword, isMailed);
        }
        else
        {
            person = new Person(GuidGenerator.Create(), isStaff: false, invite.Email, Clock.Now);
            if (isMailed)
                await passwords.ConfirmEmailAsync(person);
            if (!(await users.CreateAsync(person, input.NewPassword)).Succeeded)
                throw IdentityErrors.AccountExists();
        }

        await invites.AcceptAsync(invite, person);
        await signIn.CompleteAsync(person);
    }

    /// <inheritdoc />
    public virtual async Task<SignInOutcome> AcceptBySignInAsync(AcceptBySignInInput input)
    {
        using var turn = await limiter.EnterAsync();
        var (invite, isMailed) = await GetPendingAsync(input.Token);
        var attempt = await guard.BeginAsync(invite.Email);
        var person = await users.FindByNameAsync(invite.Email);
        if (!await signIn.CheckPasswordAsync(person, input.Password))
        {
            await guard.FailAsync(attempt, person);
            return SignInOutcome.Refused;
        }

        if (await FindWayAsync(invite, isMailed, person) != InviteWay.SignIn)
            throw IdentityErrors.EmailUnconfirmed();
        if (!person!.TwoFactorEnabled)
            await invites.AcceptAsync(invite, person);
        return await signIn.ContinueAsync(person, invite.Id);
    }

    /// <inheritdoc />
    public virtual async Task MailAsync(string token)
    {
        var (invite, _) = await GetPendingAsync(token);
        if (mailer.CanSend)
            await invites.MailAsync(invite);
    }

    private async Task<InviteWay> FindWayAsync(Invite invite, bool isMailed, Person? person) => person switch
    {
        null => InviteWay.NewPassword,
        { EmailConfirmedAt: null } when isMailed => InviteWay.NewPassword,
        _ => await invites.MayAcceptAsync(invite, person) ? InviteWay.SignIn : InviteWay.MailedLink,
    };

    // Invites are into workspaces, so outside any tenant there is none.
    private async Task<(Invite Invite, bool IsMailed)?> FindInviteAsync(string token) =>
        CurrentTenant.Id is { } tenantId ? await links.FindAsync(tenantId, token) : null;

    private async Task<(Invite Invite, bool IsMailed)> GetPendingAsync(string token) =>
        await FindInviteAsync(token) is { } found && found.Invite.StateAt(Clock.Now) == InviteState.Pending
            ? found
            : throw IdentityErrors.InviteEnded();
}
