using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Staff;

/// <summary>HREF staff's accounts. Called at the terminal alone: its permission is granted to nobody in the pages.</summary>
public interface IStaffAppService : IApplicationService
{
    /// <summary>Makes a staff account without a password, unless the address has one, and a link to set its password.</summary>
    /// <returns>The link; nobody can see it again.</returns>
    Task<StaffLinkDto> AddAsync(AddStaffInput input);
}
