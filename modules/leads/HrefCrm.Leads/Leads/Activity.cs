using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Leads;

/// <summary>Something that happened to a lead, in its timeline. It keeps names as they were at the time, and never changes.</summary>
public class Activity : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>Which lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>What happened.</summary>
    public ActivityKind Kind { get; private set; }

    /// <summary>When it happened (UTC); of a logged contact this may lie before it was written down.</summary>
    public DateTime At { get; private set; }

    /// <summary>Who did it; null where nobody did, as when a lead came in by the API.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>What they were called.</summary>
    public string? ActorName { get; private set; }

    /// <summary>A note's text, what was said, a task's title.</summary>
    public string? Text { get; private set; }

    /// <summary>What was before: a stage's name, a status, a member.</summary>
    public string? Before { get; private set; }

    /// <summary>What came after.</summary>
    public string? After { get; private set; }

    /// <summary>Of an edit: a JSON array of <c>{"field", "from", "to"}</c>.</summary>
    public string? Changes { get; private set; }

    /// <summary>Writes down what happened.</summary>
    /// <param name="lead">To which lead.</param>
    /// <param name="id">The entry's id, by which a second click is the same entry.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="at">When it happened (UTC).</param>
    /// <param name="text">A note's text, what was said, a task's title.</param>
    /// <param name="changes">Of an edit: a JSON array of the fields.</param>
    public Activity(Lead lead, Guid id, ActivityKind kind, Actor actor, DateTime at, string? text = null, string? changes = null)
        : base(id)
    {
        TenantId = lead.TenantId;
        LeadId = lead.Id;
        Kind = kind;
        At = at;
        (ActorId, ActorName) = (actor.Id, actor.Name);
        Text = text;
        Changes = changes;
    }

    private Activity()
    {
    }
}
