using Volo.Abp;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Services;

namespace HrefCrm.Leads.Leads;

/// <summary>Changes leads of the current tenant, each with an entry in its timeline and in the index by which it is found.</summary>
public class LeadManager(ILeadRepository leads, IRepository<LeadSettings, Guid> settings, IMembers members) : DomainService
{
    /// <summary>An id that is greater than any lead's.</summary>
    public static readonly Guid Newest = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    // One statement's worth.
    private const int BatchSize = 5000;

    private Guid TenantId => CurrentTenant.Id ?? throw new AbpException("Leads are a tenant's, and none is current.");

    /// <summary>The current tenant's settings.</summary>
    public async Task<LeadSettings> GetSettingsAsync()
    {
        var tenantId = TenantId;
        return await settings.FindAsync(s => s.TenantId == tenantId) ?? new LeadSettings(tenantId);
    }

    /// <summary>Finds a lead, also one in the bin.</summary>
    /// <exception cref="UserFriendlyException"><see cref="LeadsErrorCodes.LeadNotFound"/>.</exception>
    public async Task<Lead> GetAsync(Guid id)
    {
        var tenantId = TenantId;
        return await leads.FindAsync(l => l.TenantId == tenantId && l.Id == id) ?? throw LeadsErrors.LeadNotFound();
    }

    /// <summary>Adds a lead by hand; a second click adds none.</summary>
    /// <returns>False if it is there already.</returns>
    public async Task<bool> CreateAsync(Guid id, LeadDetails details, Guid? stageId, Actor actor)
    {
        var lead = new Lead(TenantId, details, stageId, Clock.Now, id);
        if (!await leads.TryInsertAsync(lead))
            return false;
        await leads.AddActivityAsync(new Activity(lead, Guid.CreateVersion7(Clock.Now), ActivityKind.Created, actor, lead.CreatedAt));
        await leads.IndexAsync([lead.Id], (await GetSettingsAsync()).Country);
        return true;
    }

    /// <summary>Writes down what somebody did to reach a lead, once however often it is sent; the first is its answer.</summary>
    public async Task AddContactAsync(Lead lead, Activity activity)
    {
        await leads.IndexAsync([lead.Id], (await GetSettingsAsync()).Country);
        if (await leads.AddActivityAsync(activity))
            await leads.AnswerAsync(lead.Id, activity.ActorId, activity.At);
    }

    /// <summary>Makes the leads of a former member nobody's.</summary>
    public async Task ReleaseAsync(Guid memberId, Actor actor)
    {
        var theirs = await leads.GetIdsAsync(new LeadQuery { AssigneeId = memberId }, Newest);
        await ChangeAsync([.. theirs.Select(id => new SeenLead(id, null))], new LeadChange.Assign(null), actor);
    }

    /// <summary>Changes leads as they were seen.</summary>
    /// <returns>The leads that were changed.</returns>
    public async Task<IReadOnlyCollection<Guid>> ChangeAsync(IReadOnlyCollection<SeenLead> seen, LeadChange change, Actor actor)
    {
        var (now, country) = (Clock.Now, (await GetSettingsAsync()).Country);
        var team = change is LeadChange.Assign ? await members.GetListAsync() : [];
        if (change is LeadChange.Assign { AssigneeId: { } assigneeId } && team.All(m => m.Id != assigneeId))
            throw LeadsErrors.MemberNotFound();
        var changed = new List<Guid>();
        // In one order, so that two who change many of the same leads wait for each other and never in a circle.
        foreach (var batch in seen.OrderBy(l => l.Id).Chunk(BatchSize))
        {
            await leads.IndexAsync([.. batch.Select(l => l.Id)], country);
            changed.AddRange(await leads.ChangeAsync(batch, change, team, actor, new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)));
        }

        return changed;
    }
}
