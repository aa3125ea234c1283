using System.Text.Json.Serialization;

namespace HrefCrm.Leads.Leads;

/// <summary>The fields of a lead that a person fills in, under the rules of the API (contract, "Body").</summary>
public class LeadDetailsDto
{
    /// <summary>First name.</summary>
    [JsonPropertyName("first_name")]
    public string? FirstName { get; set; }

    /// <summary>Last name.</summary>
    [JsonPropertyName("last_name")]
    public string? LastName { get; set; }

    /// <summary>E-mail address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; set; }

    /// <summary>Phone number, in any format.</summary>
    [JsonPropertyName("phone")]
    public string? Phone { get; set; }

    /// <summary>Street.</summary>
    [JsonPropertyName("street")]
    public string? Street { get; set; }

    /// <summary>City.</summary>
    [JsonPropertyName("city")]
    public string? City { get; set; }

    /// <summary>State.</summary>
    [JsonPropertyName("state")]
    public string? State { get; set; }

    /// <summary>Zip.</summary>
    [JsonPropertyName("zip")]
    public string? Zip { get; set; }

    /// <summary>Where the lead came from.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; set; }

    /// <summary>Campaign tag.</summary>
    [JsonPropertyName("utm_source")]
    public string? UtmSource { get; set; }

    /// <summary>Campaign tag.</summary>
    [JsonPropertyName("utm_medium")]
    public string? UtmMedium { get; set; }

    /// <summary>Campaign tag.</summary>
    [JsonPropertyName("utm_campaign")]
    public string? UtmCampaign { get; set; }

    /// <summary>Campaign tag.</summary>
    [JsonPropertyName("utm_term")]
    public string? UtmTerm { get; set; }

    /// <summary>Campaign tag.</summary>
    [JsonPropertyName("utm_content")]
    public string? UtmContent { get; set; }
}
