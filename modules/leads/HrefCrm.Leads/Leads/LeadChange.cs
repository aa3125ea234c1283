namespace HrefCrm.Leads.Leads;

/// <summary>Something that is done to one lead or to many alike.</summary>
public abstract record LeadChange
{
    private LeadChange()
    {
    }

    /// <summary>Whether it answers a lead that waits.</summary>
    public virtual bool Answers => false;

    /// <summary>Move to a stage, or to none.</summary>
    public sealed record Move(Guid? StageId) : LeadChange
    {
        /// <inheritdoc />
        public override bool Answers => true;
    }

    /// <summary>Set the status.</summary>
    public sealed record SetStatus(LeadStatus Status) : LeadChange
    {
        /// <inheritdoc />
        public override bool Answers => true;
    }

    /// <summary>Make it a member's, or nobody's.</summary>
    public sealed record Assign(Guid? AssigneeId) : LeadChange;

    /// <summary>Put it into the bin.</summary>
    public sealed record Bin : LeadChange;

    /// <summary>Put it back from the bin.</summary>
    public sealed record Restore : LeadChange;
}

/// <summary>A lead as somebody saw it.</summary>
/// <param name="Id">Which lead.</param>
/// <param name="Version">The version of its row that they saw; null for any.</param>
public readonly record struct SeenLead(Guid Id, uint? Version);
