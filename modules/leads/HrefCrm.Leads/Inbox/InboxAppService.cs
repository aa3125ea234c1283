using HrefCrm.Leads.Leads;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Inbox;

/// <inheritdoc cref="IInboxAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(LeadsPermissions.Leads.Default)]
public class InboxAppService(ILeadRepository leads, LeadManager manager) : ApplicationService, IInboxAppService
{
    private const int MaxTake = 200;
    private const int MaxSources = 200;

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<LeadRowDto>> GetListAsync(LeadFilterDto filter, Guid? before, int take) =>
        [.. (await leads.GetPageAsync(await QueryAsync(filter), before, Math.Clamp(take, 1, MaxTake))).Select(LeadMapper.ToDto)];

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<LeadRowDto>> GetRowsAsync(LeadFilterDto filter, IReadOnlyCollection<Guid> ids)
    {
        var query = await QueryAsync(filter);
        // A page is told of a new lead before the indexer has been there.
        if (!query.IsEverything)
            await leads.IndexAsync(ids, (await manager.GetSettingsAsync()).Country);
        return [.. (await leads.GetRowsAsync(query, ids)).Select(LeadMapper.ToDto)];
    }

    /// <inheritdoc />
    public virtual async Task<long> CountAsync(LeadFilterDto filter) => await leads.CountAsync(await QueryAsync(filter));

    /// <inheritdoc />
    public virtual async Task<IReadOnlyDictionary<Guid, long>> CountByStageAsync(LeadFilterDto filter) => await leads.CountByStageAsync(await QueryAsync(filter));

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<string>> GetSourcesAsync() => await leads.GetSourcesAsync(MaxSources);

    // Only a phone number needs the country.
    private async Task<LeadQuery> QueryAsync(LeadFilterDto filter) =>
        LeadMapper.ToQuery(filter, filter.Search is null ? LeadSettings.DefaultCountry : (await manager.GetSettingsAsync()).Country);
}
