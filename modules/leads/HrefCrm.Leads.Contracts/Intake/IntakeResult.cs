using System.Text.Json.Serialization;

namespace HrefCrm.Leads.Intake;

/// <summary>A lead that is stored (contract, "Answers").</summary>
/// <param name="LeadId">The lead's id.</param>
/// <param name="CreatedAt">When it came in: UTC, whole milliseconds, equal to what is stored.</param>
public record IntakeResult(
    [property: JsonPropertyName("lead_id")] Guid LeadId,
    [property: JsonPropertyName("created_at")] DateTime CreatedAt);
