using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Leads.Leads;

/// <summary>The current tenant's leads in the database.</summary>
public interface ILeadRepository : IRepository<Lead, Guid>
{
    /// <summary>Stores a new lead.</summary>
    /// <returns>False if it is there already.</returns>
    Task<bool> TryInsertAsync(Lead lead);

    /// <summary>Keeps others from changing a lead until the transaction ends, and reads it again.</summary>
    Task LockAsync(Lead lead);

    /// <summary>Reads one page of a list, newest first.</summary>
    /// <param name="query">Which leads.</param>
    /// <param name="before">The last lead of the page before; null for the first page.</param>
    /// <param name="take">How many.</param>
    Task<List<LeadRow>> GetPageAsync(LeadQuery query, Guid? before, int take);

    /// <summary>Reads those of some leads that are in a list, newest first.</summary>
    Task<List<LeadRow>> GetRowsAsync(LeadQuery query, IReadOnlyCollection<Guid> ids);

    /// <summary>Finds the ids of a whole list, down from a lead on.</summary>
    Task<List<Guid>> GetIdsAsync(LeadQuery query, Guid newest);

    /// <summary>Counts a list.</summary>
    Task<long> CountAsync(LeadQuery query);

    /// <summary>Counts the leads of each stage; those without one under <see cref="Guid.Empty"/>.</summary>
    Task<Dictionary<Guid, long>> CountByStageAsync(LeadQuery query);

    /// <summary>The sources that leads outside the bin have, most frequent first.</summary>
    Task<List<string>> GetSourcesAsync(int take);

    /// <summary>Finds the other leads outside the bin with a lead's e-mail address or phone number, newest first.</summary>
    Task<List<LeadRow>> GetDuplicatesAsync(Guid id, int take);

    /// <summary>Sees to it that leads can be found and counted. Whoever changes leads does so first; for others the indexer does.</summary>
    /// <param name="ids">Which leads; those that are indexed stay as they are.</param>
    /// <param name="country">The country of phone numbers without one.</param>
    Task IndexAsync(IReadOnlyCollection<Guid> ids, string country);

    /// <summary>Indexes a lead anew after its details have changed.</summary>
    Task ReindexAsync(Lead lead, string country);

    /// <summary>
    /// Does something to leads, each with an entry in its timeline. A lead of another version than was seen stays as it is, and so does one that is so already.
    /// </summary>
    /// <returns>The leads that were changed.</returns>
    Task<List<Guid>> ChangeAsync(IReadOnlyCollection<SeenLead> leads, LeadChange change, IReadOnlyList<Member> members, Actor actor, DateTime now);

    /// <summary>Adds an entry to a lead's timeline, once however often it is sent.</summary>
    /// <returns>False if it is there already.</returns>
    Task<bool> AddActivityAsync(Activity activity);

    /// <summary>Notes the first answer to a lead; later ones change nothing.</summary>
    Task AnswerAsync(Guid id, Guid? by, DateTime at);

    /// <summary>Draws the counts of the current tenant together, and forgets statistics that are older than is shown.</summary>
    Task CompactCountsAsync(DateTime now);
}
