using HrefCrm.Leads.Leads;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Inbox;

/// <summary>Lists of the current tenant's leads, newest first.</summary>
public interface IInboxAppService : IApplicationService
{
    /// <summary>Reads one page of a list.</summary>
    /// <param name="filter">Which leads.</param>
    /// <param name="before">The last lead of the page before; null for the first page.</param>
    /// <param name="take">How many, at most 200.</param>
    Task<IReadOnlyList<LeadRowDto>> GetListAsync(LeadFilterDto filter, Guid? before, int take);

    /// <summary>Reads those of some leads that are in a list: what has become of leads that are shown.</summary>
    Task<IReadOnlyList<LeadRowDto>> GetRowsAsync(LeadFilterDto filter, IReadOnlyCollection<Guid> ids);

    /// <summary>Counts a list. Leads that came in within the last second may be missing.</summary>
    Task<long> CountAsync(LeadFilterDto filter);

    /// <summary>Counts the leads of each stage; those without one under <see cref="Guid.Empty"/>.</summary>
    Task<IReadOnlyDictionary<Guid, long>> CountByStageAsync(LeadFilterDto filter);

    /// <summary>The sources in use, the most frequent first; at most 200.</summary>
    Task<IReadOnlyList<string>> GetSourcesAsync();
}
