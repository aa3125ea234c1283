using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.Settings;

/// <inheritdoc cref="ITenantSettingsAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.Settings)]
public class TenantSettingsAppService(ITenantRepository tenants, AuditTrail audit) : ApplicationService, ITenantSettingsAppService
{
    /// <inheritdoc />
    public virtual async Task<TenantSettingsDto> GetAsync()
    {
        var tenant = await GetCurrentAsync();
        return new TenantSettingsDto { Name = tenant.Name, Tagline = tenant.Tagline, PrimaryColor = tenant.PrimaryColor };
    }

    /// <inheritdoc />
    public virtual async Task UpdateAsync(TenantSettingsDto input)
    {
        var tenant = await GetCurrentAsync();
        var changed = tenant.ChangeSettings(input.Name, input.Tagline, input.PrimaryColor, Clock.Now);
        if (changed.Count == 0)
            return;
        await tenants.UpdateAsync(tenant);
        await audit.RecordAsync(AuditAction.SettingsChanged, tenant.Id, string.Join(", ", changed));
    }

    private async Task<Tenant> GetCurrentAsync()
    {
        var id = CurrentTenant.Id ?? throw new AbpException("A workspace's settings are asked for outside any tenant.");
        return await tenants.FindAsync(t => t.Id == id) ?? throw TenancyErrors.TenantNotFound(id.ToString());
    }
}
