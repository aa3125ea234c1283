namespace HrefCrm.Leads.Leads;

/// <summary>What came of a change to leads. Each lead was changed, was so already, or is named under <see cref="Conflicts"/>.</summary>
public class LeadChangesDto
{
    /// <summary>The leads that were changed.</summary>
    public IReadOnlyList<Guid> Changed { get; init; } = [];

    /// <summary>The leads that were left as they are, since somebody changed them after they were seen.</summary>
    public IReadOnlyList<LeadConflictDto> Conflicts { get; init; } = [];
}

/// <summary>A lead that was left as it is.</summary>
/// <param name="LeadId">Which lead.</param>
/// <param name="Name">What it is called.</param>
/// <param name="What">What happened to it meanwhile, as a sentence: <c>ann@acme.example moved it to Won.</c></param>
/// <param name="At">When (UTC); null where that is not known.</param>
public record LeadConflictDto(Guid LeadId, string Name, string What, DateTime? At);
