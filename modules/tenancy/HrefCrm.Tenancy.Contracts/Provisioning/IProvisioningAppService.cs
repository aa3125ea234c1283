using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.Provisioning;

/// <summary>Makes tenants, on HREF's own side: every call is made outside any tenant.</summary>
public interface IProvisioningAppService : IApplicationService
{
    /// <summary>
    /// Makes a tenant with its first API key and lets the other modules add theirs (<see cref="TenantProvisionedEvent"/>), all in one transaction.
    /// </summary>
    /// <returns>The tenant, with the key and the invite's link: nobody can see them again.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.SlugInvalid"/>, <see cref="TenancyErrorCodes.SlugTaken"/>.</exception>
    Task<ProvisionedTenantDto> ProvisionAsync(ProvisionTenantInput input);
}
