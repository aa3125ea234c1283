using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Leads.Leads;

/// <summary>Which leads of the workspace; all that is set must hold. Without <see cref="IsBinned"/> none of the bin.</summary>
public record LeadFilterDto
{
    /// <summary>In this stage.</summary>
    public Guid? StageId { get; init; }

    /// <summary>In no stage.</summary>
    public bool HasNoStage { get; init; }

    /// <summary>With this status.</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>From this source.</summary>
    [StringLength(LeadConsts.MaxSourceLength)]
    public string? Source { get; init; }

    /// <summary>With this <c>utm_campaign</c>.</summary>
    [StringLength(LeadConsts.MaxUtmLength)]
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

    /// <summary>Words or parts of words, all of which are in name, e-mail address, phone number or source; or a phone number in any spelling.</summary>
    public string? Search { get; init; }
}
