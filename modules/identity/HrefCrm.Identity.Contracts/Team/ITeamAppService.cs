using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Team;

/// <summary>The current tenant's members, and the invites that have not been accepted yet.</summary>
public interface ITeamAppService : IApplicationService
{
    /// <summary>Lists the members, in the order in which they joined.</summary>
    Task<ListResultDto<MemberDto>> GetMembersAsync();

    /// <summary>Lists the invites that can still be accepted, newest first.</summary>
    Task<ListResultDto<PendingInviteDto>> GetInvitesAsync();

    /// <summary>Invites somebody: good once, for seven days. An earlier invite to the same address is revoked.</summary>
    /// <returns>The link; nobody can see it again.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.MemberExists"/>, <see cref="IdentityErrorCodes.InviteConflict"/>.
    /// </exception>
    Task<NewInviteDto> InviteAsync(InviteInput input);

    /// <summary>Takes an invite back. Doing it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.InviteEnded"/>, if it was accepted meanwhile.
    /// </exception>
    Task RevokeAsync(Guid inviteId);

    /// <summary>Removes a member, whose sessions here end. Their account stays.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.MemberNotFound"/>, <see cref="IdentityErrorCodes.OwnMembership"/>, <see cref="IdentityErrorCodes.NotAMember"/>.
    /// </exception>
    Task RemoveAsync(Guid personId);

    /// <summary>
    /// Switches a member's two-factor sign-in off, who has lost the authenticator app and the recovery codes. Harmless where it is off.
    /// </summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.MemberNotFound"/>; <see cref="IdentityErrorCodes.SecondFactorShared"/>, of a member of other workspaces
    /// too, unless HREF does it; <see cref="IdentityErrorCodes.OwnMembership"/>, of oneself: one's account has a page for it.
    /// </exception>
    Task ResetSecondFactorAsync(Guid personId);
}
