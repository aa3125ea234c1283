using HrefCrm.Identity.Invites;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.EventBus.Local;
using Volo.Abp.Security.Claims;
using Volo.Abp.Uow;

namespace HrefCrm.Identity.Accounts;

/// <inheritdoc cref="IAccountAppService" />
[RemoteService(IsEnabled = false)]
public class AccountAppService(
    UserManager<Person> users,
    SignInService signIn,
    SignInGuard guard,
    SignInLimiter limiter,
    IPersonRepository people,
    SessionManager sessions,
    InviteManager invites,
    PasswordLinks links,
    PasswordSetter passwords,
    IWorkspaces workspaces,
    PasswordResetRequests resets,
    ICurrentPrincipalAccessor principal,
    ILocalEventBus events) : ApplicationService, IAccountAppService
{
    private const int RecoveryCodeCount = 10;

    /// <inheritdoc />
    public virtual async Task<SignInOutcome> SignInAsync(SignInInput input)
    {
        using var turn = await limiter.EnterAsync();
        var attempt = await guard.BeginAsync(input.Email);
        var person = await users.FindByNameAsync(input.Email);
        if (await signIn.CheckPasswordAsync(person, input.Password) && await signIn.IsHereAsync(person!))
            return await signIn.ContinueAsync(person!);
        await guard.FailAsync(attempt, person);
        return SignInOutcome.Refused;
    }

    /// <inheritdoc />
    public virtual async Task<SignInOutcome> SignInWithCodeAsync(SignInCodeInput input)
    {
        using var turn = await limiter.EnterAsync();
        if (await signIn.FindWaitingAsync() is not var (person, inviteId))
            return SignInOutcome.Refused;
        var attempt = await guard.BeginAsync(person.Email);
        var invite = inviteId is { } id && CurrentTenant.Id is { } tenantId ? await invites.FindAsync(tenantId, id) : null;
        if (!await signIn.CheckCodeAsync(person, input.Code) || invite is null && !await signIn.IsHereAsync(person))
        {
            await guard.FailAsync(attempt, person);
            return SignInOutcome.Refused;
        }

        if (invite is not null)
            await invites.AcceptAsync(invite, person);
        await signIn.CompleteAsync(person);
        return SignInOutcome.SignedIn;
    }

    /// <inheritdoc />
    public virtual async Task<bool> IsCodeExpectedAsync() => await signIn.FindWaitingAsync() is not null;

    /// <inheritdoc />
    public virtual Task SignOutAsync() => signIn.SignOutAsync();

    /// <inheritdoc />
    [UnitOfWork(IsDisabled = true)]
    public virtual Task SendPasswordResetAsync(SendPasswordResetInput input)
    {
        resets.Add(new PasswordResetRequest(CurrentTenant.Id, input.Email));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public virtual async Task<bool> IsResetLinkGoodAsync(Guid personId, string token) =>
        await users.FindByIdAsync(personId.ToString()) is { } person
        && await links.FindKindAsync(person, token) is not null
        && await signIn.IsHereAsync(person);

    /// <inheritdoc />
    public virtual async Task ResetPasswordAsync(ResetPasswordInput input)
    {
        using var turn = await limiter.EnterAsync();
        var person = await users.FindByIdAsync(input.PersonId.ToString()) ?? throw IdentityErrors.ResetLinkEnded();
        await people.LockAsync(person);
        if (await links.FindKindAsync(person, input.Token) is not { } kind || !await signIn.IsHereAsync(person))
            throw IdentityErrors.ResetLinkEnded();
        PasswordRules.EnsureUncommon(input.NewPassword, person.Email);
        await passwords.SetAsync(person, input.NewPassword, isMailed: kind == PasswordLinkKind.Mailed);
        // So those who guess keep this browser out no longer.
        await guard.TrustAsync(person);
        await events.PublishAsync(new PasswordChangedEvent(CurrentTenant.Id, person.Email), onUnitOfWorkComplete: false);
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<AccountDto> GetAsync()
    {
        var person = await GetPersonAsync();
        return new AccountDto
        {
            Email = person.Email,
            IsTwoFactorEnabled = person.TwoFactorEnabled,
            RecoveryCodesLeft = person.RecoveryCodes.Length,
        };
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<ListResultDto<SessionDto>> GetSessionsAsync()
    {
        var person = await GetPersonAsync();
        var own = signIn.FindOwnSession();
        return new ListResultDto<SessionDto>([.. (await sessions.GetAliveHereAsync(person.Id)).Select(s => new SessionDto
        {
            Id = s.Id,
            CreatedAt = s.CreatedAt,
            ExpiresAt = s.ExpiresAt,
            FromAddress = s.FromAddress,
            IsThis = s.Id == own,
        })]);
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task EndSessionAsync(Guid id) => await sessions.EndAsync((await GetPersonAsync()).Id, id);

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<bool> ChangePasswordAsync(ChangePasswordInput input)
    {
        using var turn = await limiter.EnterAsync();
        var person = await GetPersonAsync();
        if (!await ConfirmAsync(person, input.CurrentPassword))
            return false;
        PasswordRules.EnsureUncommon(input.NewPassword, person.Email);
        ThrowUnless(await users.ChangePasswordAsync(person, input.CurrentPassword, input.NewPassword));
        await sessions.EndAllAsync(person.Id, butFor: signIn.FindOwnSession());
        await events.PublishAsync(new PasswordChangedEvent(CurrentTenant.Id, person.Email), onUnitOfWorkComplete: false);
        return true;
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<AuthenticatorKeyDto?> GetAuthenticatorKeyAsync()
    {
        var person = await GetPersonAsync();
        if (person.TwoFactorEnabled)
            return null;
        if (person.AuthenticatorKey is null)
            ThrowUnless(await users.ResetAuthenticatorKeyAsync(person));

        var issuer = Uri.EscapeDataString((await workspaces.GetAsync(CurrentTenant.Id)).Name);
        return new AuthenticatorKeyDto
        {
            Key = person.AuthenticatorKey!,
            Uri = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(person.Email)}?secret={person.AuthenticatorKey}&issuer={issuer}&digits=6",
        };
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<TwoFactorResult> EnableTwoFactorAsync(EnableTwoFactorInput input)
    {
        using var turn = await limiter.EnterAsync();
        var person = await GetPersonAsync();
        if (!await ConfirmAsync(person, input.Password))
            return new TwoFactorResult { IsPasswordWrong = true };
        if (!await signIn.CheckCodeAsync(person, input.Code))
            return new TwoFactorResult { IsCodeWrong = true };
        ThrowUnless(await users.SetTwoFactorEnabledAsync(person, true));
        return await MakeRecoveryCodesAsync(person);
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<TwoFactorResult> RenewRecoveryCodesAsync(ConfirmPasswordInput input)
    {
        using var turn = await limiter.EnterAsync();
        var person = await GetPersonAsync();
        return await ConfirmAsync(person, input.Password)
            ? await MakeRecoveryCodesAsync(person)
            : new TwoFactorResult { IsPasswordWrong = true };
    }

    /// <inheritdoc />
    [Authorize]
    public virtual async Task<TwoFactorResult> DisableTwoFactorAsync(ConfirmPasswordInput input)
    {
        using var turn = await limiter.EnterAsync();
        var person = await GetPersonAsync();
        if (!await ConfirmAsync(person, input.Password))
            return new TwoFactorResult { IsPasswordWrong = true };
        person.ForgetSecondFactor();
        ThrowUnless(await users.UpdateSecurityStampAsync(person));
        return new TwoFactorResult();
    }

    private async Task<Person> GetPersonAsync() =>
        await users.GetUserAsync(principal.Principal) ?? throw new AbpException("Nobody is signed in by an account.");

    private async Task<bool> ConfirmAsync(Person person, string password)
    {
        var attempt = await guard.BeginOwnAsync(signIn.FindOwnSession() ?? person.Id);
        if (await signIn.CheckPasswordAsync(person, password))
        {
            await guard.ForgiveAsync(attempt);
            return true;
        }

        await guard.FailAsync(attempt, person);
        return false;
    }

    private async Task<TwoFactorResult> MakeRecoveryCodesAsync(Person person)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodeCount);
        return new TwoFactorResult { RecoveryCodes = [.. codes!] };
    }

    private static void ThrowUnless(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new AbpException($"Identity refused: {string.Join(", ", result.Errors.Select(e => e.Code))}.");
    }
}
