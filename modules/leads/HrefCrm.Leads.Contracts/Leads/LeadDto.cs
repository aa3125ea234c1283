namespace HrefCrm.Leads.Leads;

/// <summary>A lead with all that is known of it.</summary>
public class LeadDto : LeadRowDto
{
    /// <summary>Its fields.</summary>
    public required LeadDetailsDto Details { get; init; }

    /// <summary>What else the form sent: a JSON object, to the letter; null for none.</summary>
    public string? Metadata { get; init; }

    /// <summary>The metadata of leads that were merged into it, each a JSON object as it was sent.</summary>
    public IReadOnlyList<string> MergedMetadata { get; init; } = [];

    /// <summary>When it last changed (UTC).</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Who answered it.</summary>
    public Guid? AnsweredBy { get; init; }

    /// <summary>The lead that it was merged into.</summary>
    public Guid? MergedIntoId { get; init; }

    /// <summary>Other leads with the same e-mail address or phone number, newest first.</summary>
    public IReadOnlyList<LeadRowDto> Duplicates { get; init; } = [];
}

/// <summary>A lead's fields as somebody edited them.</summary>
public class UpdateLeadInput : LeadDetailsDto
{
    /// <summary>The version that was edited.</summary>
    public uint Version { get; set; }
}
