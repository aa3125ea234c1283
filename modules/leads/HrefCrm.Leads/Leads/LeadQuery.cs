namespace HrefCrm.Leads.Leads;

/// <summary>Which leads of the current tenant; all that is set must hold. Without <see cref="IsBinned"/> none of the bin.</summary>
public sealed record LeadQuery
{
    /// <summary>In this stage.</summary>
    public Guid? StageId { get; init; }

    /// <summary>In no stage.</summary>
    public bool HasNoStage { get; init; }

    /// <summary>With this status.</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>From this source.</summary>
    public string? Source { get; init; }

    /// <summary>With this <c>utm_campaign</c>.</summary>
    public string? Campaign { get; init; }

    /// <summary>Of this member.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>Nobody's.</summary>
    public bool IsUnassigned { get; init; }

    /// <summary>Not yet answered.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Came in at this time (UTC) or later.</summary>
    public DateTime? From { get; init; }

    /// <summary>Came in before this time (UTC).</summary>
    public DateTime? Until { get; init; }

    /// <summary>In the bin.</summary>
    public bool IsBinned { get; init; }

    /// <summary>What must be found in it; see <see cref="SearchText.TermsOf"/>.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Whether it is all leads outside the bin.</summary>
    public bool IsEverything => Equals(new LeadQuery { Terms = Terms }) && Terms.Count == 0;

    /// <summary>Whether it is counted without looking at each lead; see <see cref="ILeadRepository.CountAsync"/>.</summary>
    public bool IsCounted => Equals(this with { Campaign = null, From = null, Until = null, IsBinned = false }) && Terms.Count == 0;
}
