using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Leads;

/// <summary>Somebody who got in touch with a tenant. Times are UTC, in whole milliseconds.</summary>
public class Lead : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>What is known of it.</summary>
    public LeadDetails Details { get; private set; } = null!;

    /// <summary>The pipeline stage; null takes the lead off the board, not out of the inbox.</summary>
    public Guid? StageId { get; private set; }

    /// <summary>How far it has come, apart from the stage.</summary>
    public LeadStatus Status { get; private set; }

    /// <summary>When it came in.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it last changed.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>The member whose lead it is; null for nobody's.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>When somebody first did something to reach it; null while it waits.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>Who did.</summary>
    public Guid? AnsweredBy { get; private set; }

    /// <summary>When it was put into the bin; null for a lead that is worked.</summary>
    public DateTime? BinnedAt { get; private set; }

    /// <summary>The lead that it was merged into, which put it into the bin.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>A JSON array of the metadata of leads that were merged into this one, each as it was sent; null for none.</summary>
    public string? MergedMetadata { get; private set; }

    /// <summary>Changes with each change of the row (PostgreSQL's <c>xmin</c>): who saw another version has not seen the latest.</summary>
    public uint Version { get; private set; }

    /// <summary>Takes a lead in.</summary>
    /// <param name="tenantId">Whose lead.</param>
    /// <param name="details">What is known of it, already normalized and validated by <see cref="LeadRules"/>.</param>
    /// <param name="stageId">The stage it lands in, if the tenant has an active one.</param>
    /// <param name="now">The time (UTC); cut to milliseconds.</param>
    /// <param name="id">Its id, a version 7 UUID of that time; null for a new one.</param>
    public Lead(Guid tenantId, LeadDetails details, Guid? stageId, DateTime now, Guid? id = null)
        : base(id ?? Guid.CreateVersion7(now))
    {
        TenantId = tenantId;
        Details = details;
        StageId = stageId;
        CreatedAt = UpdatedAt = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    private Lead()
    {
    }

    /// <summary>Changes what is known of it; metadata stays as they were sent.</summary>
    /// <param name="details">Already normalized and validated by <see cref="LeadRules"/>.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>The fields that changed, in the contract's order: name, value before and after.</returns>
    public IReadOnlyList<(string Field, string? Before, string? After)> Edit(LeadDetails details, DateTime now)
    {
        List<(string, string?, string?)> changes =
        [
            .. LeadFields.Texts.Where(f => f.Get(details) != f.Get(Details)).Select(f => (f.Name, f.Get(Details), f.Get(details))),
        ];
        if (changes.Count == 0)
            return changes;
        details.Metadata = Details.Metadata;
        Details = details;
        UpdatedAt = now;
        return changes;
    }

    /// <summary>Puts the lead into another stage, or into none.</summary>
    public void MoveTo(Guid? stageId) => StageId = stageId;
}
