namespace HrefCrm.Leads.Leads;

/// <summary>A lead as it stands in a list.</summary>
public sealed record LeadRow
{
    /// <summary>The lead's id; the later it came in, the greater.</summary>
    public Guid Id { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Where it came from.</summary>
    public string? Source { get; init; }

    /// <summary>Its stage.</summary>
    public Guid? StageId { get; init; }

    /// <summary>Its status.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>When it came in.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>When it was put into the bin.</summary>
    public DateTime? BinnedAt { get; init; }

    /// <summary>The version of its row.</summary>
    public uint Version { get; init; }
}
