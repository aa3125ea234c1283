using System.Text.Json.Serialization;

namespace HrefCrm.Leads.Leads;

/// <summary>The fields of a lead (contract, "Body"). At least one of e-mail and phone must be there; all else is optional.</summary>
public class LeadDetailsDto
{
    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("first_name")]
    public string? FirstName { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("last_name")]
    public string? LastName { get; set; }

    /// <summary>An address by the HTML standard's pattern with a dot in its domain, at most 320 characters.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; set; }

    /// <summary>At most 50 characters, no format enforced.</summary>
    [JsonPropertyName("phone")]
    public string? Phone { get; set; }

    /// <summary>At most 300 characters.</summary>
    [JsonPropertyName("street")]
    public string? Street { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("city")]
    public string? City { get; set; }

    /// <summary>At most 100 characters.</summary>
    [JsonPropertyName("state")]
    public string? State { get; set; }

    /// <summary>At most 20 characters.</summary>
    [JsonPropertyName("zip")]
    public string? Zip { get; set; }

    /// <summary>Where the lead came from, free text, at most 200 characters.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("utm_source")]
    public string? UtmSource { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("utm_medium")]
    public string? UtmMedium { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("utm_campaign")]
    public string? UtmCampaign { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("utm_term")]
    public string? UtmTerm { get; set; }

    /// <summary>At most 200 characters.</summary>
    [JsonPropertyName("utm_content")]
    public string? UtmContent { get; set; }
}
