using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.Settings;

/// <summary>How the current workspace looks to its people. Every call is made within a tenant.</summary>
public interface ITenantSettingsAppService : IApplicationService
{
    /// <summary>The workspace's settings as they are.</summary>
    Task<TenantSettingsDto> GetAsync();

    /// <summary>Changes them. They hold in every running host within a second.</summary>
    Task UpdateAsync(TenantSettingsDto input);
}
