using HrefCrm.Identity.Sessions;
using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Invites;

/// <summary>An invite in the hand of whoever holds its link. Every call is made within the tenant that invites.</summary>
public interface IInviteAppService : IApplicationService
{
    /// <summary>Looks at an invite.</summary>
    /// <param name="token">The link's token.</param>
    /// <returns>Null if there is none with this token here.</returns>
    Task<InviteDto?> FindAsync(string token);

    /// <summary>
    /// Accepts with a new password (<see cref="InviteWay.NewPassword"/>): makes the account, joins, and signs in. An account that is there has
    /// its password, second factor, recovery codes and sessions ended first.
    /// </summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.InviteEnded"/>, <see cref="IdentityErrorCodes.AccountExists"/>, <see cref="IdentityErrorCodes.Busy"/>.
    /// </exception>
    Task AcceptAsNewAsync(AcceptAsNewInput input);

    /// <summary>Accepts for an address that has an account, by signing in to it; its password stays as it is.</summary>
    /// <returns>Where a code is required, the invite is accepted together with the code.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.InviteEnded"/>, <see cref="IdentityErrorCodes.EmailUnconfirmed"/>, <see cref="IdentityErrorCodes.Busy"/>.
    /// </exception>
    Task<SignInOutcome> AcceptBySignInAsync(AcceptBySignInInput input);

    /// <summary>Mails a link to the invite's address, unless one was within the last minute or no mail is set up.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.InviteEnded"/>.</exception>
    Task MailAsync(string token);
}
