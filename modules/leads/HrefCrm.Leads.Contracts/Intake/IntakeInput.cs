using System.Text.Json.Serialization;
using HrefCrm.Leads.Leads;

namespace HrefCrm.Leads.Intake;

/// <summary>A lead as a form sends it (contract, "Body").</summary>
public class IntakeInput : LeadDetailsDto
{
    /// <summary>Any JSON object, kept as it was sent.</summary>
    [JsonPropertyName("metadata")]
    public LeadMetadata? Metadata { get; set; }
}
