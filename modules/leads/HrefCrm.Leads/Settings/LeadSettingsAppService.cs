using HrefCrm.Leads.Leads;
using Microsoft.AspNetCore.Authorization;
using PhoneNumbers;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Settings;

/// <inheritdoc cref="ILeadSettingsAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(LeadsPermissions.Leads.Default)]
public class LeadSettingsAppService(LeadManager manager, ILeadSettingsRepository settings) : ApplicationService, ILeadSettingsAppService
{
    /// <inheritdoc />
    public virtual async Task<LeadSettingsDto> GetAsync() => Map(await manager.GetSettingsAsync());

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Settings)]
    public virtual async Task<LeadSettingsDto> UpdateAsync(LeadSettingsDto input)
    {
        var current = await settings.LockAsync(await manager.GetSettingsAsync());
        if (current.Version != input.Version)
            throw LeadsErrors.SettingsChanged();
        (current.Country, current.AnswerMinutes) = (input.Country, input.AnswerMinutes);
        await settings.SaveAsync(current);
        return Map(await settings.LockAsync(current));
    }

    /// <inheritdoc />
    public virtual Task<IReadOnlyList<string>> GetCountriesAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. PhoneNumberUtil.GetInstance().GetSupportedRegions().Order(StringComparer.Ordinal)]);

    private static LeadSettingsDto Map(LeadSettings settings) => new()
    {
        Country = settings.Country,
        AnswerMinutes = settings.AnswerMinutes,
        Version = settings.Version,
    };
}
