using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>HREF's own side of tenants. Every call is made outside any tenant.</summary>
public interface ITenantAppService : IApplicationService
{
    /// <summary>Lists tenants by slug, a page at a time.</summary>
    Task<PagedResultDto<TenantDto>> GetListAsync(GetTenantsInput input);

    /// <summary>Finds one tenant by its slug.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.TenantNotFound"/>.</exception>
    Task<TenantDto> GetBySlugAsync(string slug);

    /// <summary>Shuts a tenant's address, for people and for keys. Doing it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.TenantNotFound"/>.</exception>
    Task SuspendAsync(Guid id);

    /// <summary>Opens a suspended tenant's address again. Doing it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.TenantNotFound"/>.</exception>
    Task ReactivateAsync(Guid id);

    /// <summary>
    /// Invites a tenant's first admin anew: the first invite was mistyped, or ran out. Earlier ones that HREF made for admins are taken back.
    /// </summary>
    /// <returns>The link; nobody can see it again.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException">
    /// <see cref="TenancyErrorCodes.TenantNotFound"/>, <see cref="TenancyErrorCodes.NobodyInvited"/>; what the people's module refuses.
    /// </exception>
    Task<AdminInviteDto> InviteAdminAsync(Guid id, InviteAdminInput input);
}
