using System.Globalization;
using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Tenancy.Settings;

/// <inheritdoc cref="ITenantSettingsAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.Settings)]
public class TenantSettingsAppService(ITenantRepository tenants, AuditTrail audit, IRepository<AuditEntry, Guid> entries)
    : ApplicationService, ITenantSettingsAppService
{
    /// <inheritdoc />
    public virtual async Task<TenantSettingsDto> GetAsync() => Map(await GetCurrentAsync());

    /// <inheritdoc />
    public virtual async Task<TenantSettingsDto> UpdateAsync(TenantSettingsDto input)
    {
        var tenant = await GetCurrentAsync();
        await tenants.LockAsync(tenant);
        if (input.ConcurrencyStamp is { } stamp && stamp != StampOf(tenant))
            throw TenancyErrors.SettingsConflict(await DescribeLastChangeAsync(tenant));

        var changed = tenant.ChangeSettings(input.Name, input.Tagline, input.PrimaryColor, Clock.Now);
        if (changed.Count > 0)
        {
            await tenants.UpdateAsync(tenant, autoSave: true);
            await audit.RecordAsync(AuditAction.SettingsChanged, tenant.Id, string.Join(", ", changed));
        }

        return Map(tenant);
    }

    private async Task<Tenant> GetCurrentAsync()
    {
        var id = CurrentTenant.Id ?? throw new AbpException("A workspace's settings are asked for outside any tenant.");
        return await tenants.FindAsync(t => t.Id == id) ?? throw TenancyErrors.TenantNotFound(id.ToString());
    }

    // The trail knows who it was, unless the last change was another than of settings.
    private async Task<string> DescribeLastChangeAsync(Tenant tenant)
    {
        var query = (await entries.GetQueryableAsync())
            .Where(e => e.AboutTenantId == tenant.Id && e.Action == AuditAction.SettingsChanged && e.At >= tenant.UpdatedAt)
            .OrderByDescending(e => e.Id)
            .Take(1);
        return (await AsyncExecuter.ToListAsync(query)) is [var entry]
            ? string.Create(CultureInfo.InvariantCulture, $"{entry.Actor} changed {entry.Detail} at {entry.At:yyyy-MM-dd HH:mm} UTC")
            : "The workspace was changed";
    }

    private static string StampOf(Tenant tenant) => tenant.Version.ToString(CultureInfo.InvariantCulture);

    private static TenantSettingsDto Map(Tenant tenant) => new()
    {
        Name = tenant.Name,
        Tagline = tenant.Tagline,
        PrimaryColor = tenant.PrimaryColor,
        ConcurrencyStamp = StampOf(tenant),
    };
}
