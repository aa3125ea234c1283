using HrefCrm.Identity.Sessions;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Accounts;

/// <summary>
/// A person's own account: HREF staff's outside any tenant, a member's within one; an account of one kind is nobody in the other. What
/// signs in or out sets the cookie, so it is called during a request.
/// </summary>
public interface IAccountAppService : IApplicationService
{
    /// <summary>
    /// Signs in. An unknown address, a wrong password, a locked account and somebody who is no member here are refused alike.
    /// </summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.Busy"/>.</exception>
    Task<SignInOutcome> SignInAsync(SignInInput input);

    /// <summary>
    /// Completes a sign-in that asked for the second factor: a code of the authenticator app, or one of the recovery codes.
    /// </summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.InviteEnded"/>, where an invite was being accepted; <see cref="IdentityErrorCodes.Busy"/>.
    /// </exception>
    Task<SignInOutcome> SignInWithCodeAsync(SignInCodeInput input);

    /// <summary>Whether a sign-in that began here waits for its second factor.</summary>
    Task<bool> IsCodeExpectedAsync();

    /// <summary>Ends the session. Harmless where nobody is signed in.</summary>
    Task SignOutAsync();

    /// <summary>Sends a link to set a new password, if the address is a person's here. The answer does not tell whether it is.</summary>
    Task SendPasswordResetAsync(SendPasswordResetInput input);

    /// <summary>Whether a link to set a password can still be used.</summary>
    Task<bool> IsResetLinkGoodAsync(Guid personId, string token);

    /// <summary>Sets a new password by a link; every session of the person ends, a lock-out too. A link works once.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.ResetLinkEnded"/>.</exception>
    Task ResetPasswordAsync(ResetPasswordInput input);

    /// <summary>What the signed-in person sees of their account.</summary>
    Task<AccountDto> GetAsync();

    /// <summary>Where the signed-in person is signed in here, newest first.</summary>
    Task<ListResultDto<SessionDto>> GetSessionsAsync();

    /// <summary>Ends one of the signed-in person's sessions here; harmless if it has ended.</summary>
    Task EndSessionAsync(Guid id);

    /// <summary>Changes the password; every other session of the person ends.</summary>
    /// <returns>False if the current password is wrong, which counts towards the lock-out.</returns>
    Task<bool> ChangePasswordAsync(ChangePasswordInput input);

    /// <summary>The key to enter into an authenticator app, to switch two-factor sign-in on.</summary>
    /// <returns>Null once it is on: the key is not shown again.</returns>
    Task<AuthenticatorKeyDto?> GetAuthenticatorKeyAsync();

    /// <summary>Switches two-factor sign-in on, by password and a code that the app shows.</summary>
    Task<TwoFactorResult> EnableTwoFactorAsync(EnableTwoFactorInput input);

    /// <summary>Makes new recovery codes, by password; the old ones end.</summary>
    Task<TwoFactorResult> RenewRecoveryCodesAsync(ConfirmPasswordInput input);

    /// <summary>Switches two-factor sign-in off, by password; the authenticator key and recovery codes end.</summary>
    Task<TwoFactorResult> DisableTwoFactorAsync(ConfirmPasswordInput input);
}
