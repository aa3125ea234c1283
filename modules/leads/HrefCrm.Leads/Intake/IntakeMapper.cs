using HrefCrm.Leads.Leads;
using Riok.Mapperly.Abstractions;

namespace HrefCrm.Leads.Intake;

/// <summary>Generated, so that a field which one side lacks does not compile.</summary>
[Mapper(RequiredMappingStrategy = RequiredMappingStrategy.Both)]
internal static partial class IntakeMapper
{
    public static partial LeadDetails ToDetails(IntakeInput input);

    private static string? ToJson(LeadMetadata? metadata) => metadata?.Json;
}
