namespace HrefCrm.Leads.Leads;

/// <summary>
/// What is known of a lead (contract, "Body"). <see cref="LeadFields"/> is the table of its fields, and <see cref="LeadRules"/> are what they keep to.
/// </summary>
public sealed record LeadDetails
{
    /// <summary>First name.</summary>
    public string? FirstName { get; internal set; }

    /// <summary>Last name.</summary>
    public string? LastName { get; internal set; }

    /// <summary>E-mail address, lower-cased.</summary>
    public string? Email { get; internal set; }

    /// <summary>Phone number, in any format.</summary>
    public string? Phone { get; internal set; }

    /// <summary>Street.</summary>
    public string? Street { get; internal set; }

    /// <summary>City.</summary>
    public string? City { get; internal set; }

    /// <summary>State.</summary>
    public string? State { get; internal set; }

    /// <summary>Zip.</summary>
    public string? Zip { get; internal set; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; internal set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmSource { get; internal set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmMedium { get; internal set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmCampaign { get; internal set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmTerm { get; internal set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmContent { get; internal set; }

    /// <summary>A JSON object, to the letter as it was sent.</summary>
    public string? Metadata { get; internal set; }
}
