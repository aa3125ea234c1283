using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.Settings;

/// <summary>How the current workspace looks to its people. Every call is made within a tenant.</summary>
public interface ITenantSettingsAppService : IApplicationService
{
    /// <summary>The workspace's settings as they are.</summary>
    Task<TenantSettingsDto> GetAsync();

    /// <summary>Changes them. They hold in every running host within a second.</summary>
    /// <returns>The settings as they are now, for the next change.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.SettingsConflict"/>: it says who changed what meanwhile.</exception>
    Task<TenantSettingsDto> UpdateAsync(TenantSettingsDto input);
}
