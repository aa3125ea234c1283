using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Staff;

/// <summary>HREF staff's accounts. Every call is made outside any tenant.</summary>
public interface IStaffAppService : IApplicationService
{
    /// <summary>Lists them by address.</summary>
    Task<ListResultDto<StaffMemberDto>> GetListAsync();

    /// <summary>
    /// Makes a staff account without a password, unless the address has one, and a link to set its password. At the terminal alone: its
    /// permission is granted to nobody in the pages.
    /// </summary>
    /// <returns>The link; nobody can see it again.</returns>
    Task<StaffLinkDto> AddAsync(AddStaffInput input);

    /// <summary>Removes an account with its sessions.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.StaffNotFound"/>, <see cref="IdentityErrorCodes.OwnMembership"/>, <see cref="IdentityErrorCodes.NotStaff"/>.
    /// </exception>
    Task RemoveAsync(Guid personId);

    /// <summary>Switches somebody's two-factor sign-in off, who has lost the authenticator app and the recovery codes.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="IdentityErrorCodes.StaffNotFound"/>; <see cref="IdentityErrorCodes.OwnMembership"/>, of oneself.
    /// </exception>
    Task ResetSecondFactorAsync(Guid personId);
}
