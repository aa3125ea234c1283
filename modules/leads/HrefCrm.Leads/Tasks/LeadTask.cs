using HrefCrm.Leads.Leads;
using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Tasks;

/// <summary>Something to be done about a lead.</summary>
public class LeadTask : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>About which lead.</summary>
    public Guid LeadId { get; private set; }

    /// <summary>What is to be done.</summary>
    public string Title { get; private set; } = null!;

    /// <summary>By which day: the same day in every time zone. Null for any.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>When it was added (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it was done (UTC); null while it is open.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>Changes with each change of the row (PostgreSQL's <c>xmin</c>).</summary>
    public uint Version { get; private set; }

    /// <summary>Adds a task.</summary>
    public LeadTask(Lead lead, Guid id, string title, DateOnly? dueOn, DateTime now)
        : base(id)
    {
        TenantId = lead.TenantId;
        LeadId = lead.Id;
        CreatedAt = now;
        Change(title, dueOn);
    }

    private LeadTask()
    {
    }

    /// <summary>Says anew what is to be done by when.</summary>
    public void Change(string title, DateOnly? dueOn)
    {
        Title = title.Trim();
        DueOn = dueOn;
    }

    /// <summary>Completes the task, or opens it again.</summary>
    /// <returns>False if it was so already.</returns>
    public bool SetDone(bool isDone, DateTime now)
    {
        if (isDone == DoneAt is not null)
            return false;
        DoneAt = isDone ? now : null;
        return true;
    }
}
