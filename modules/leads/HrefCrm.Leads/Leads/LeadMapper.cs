using Riok.Mapperly.Abstractions;

namespace HrefCrm.Leads.Leads;

/// <summary>Generated, so that a field which one side lacks does not compile.</summary>
[Mapper(RequiredMappingStrategy = RequiredMappingStrategy.Both)]
internal static partial class LeadMapper
{
    public static partial LeadRowDto ToDto(LeadRow row);

    [MapperIgnoreSource(nameof(LeadDetails.Metadata))]
    public static partial LeadDetailsDto ToDto(LeadDetails details);

    [MapperIgnoreTarget(nameof(LeadDetails.Metadata))]
    [MapperIgnoreSource(nameof(UpdateLeadInput.Version))]
    public static partial LeadDetails ToDetails(UpdateLeadInput input);

    [MapperIgnoreTarget(nameof(LeadDetails.Metadata))]
    public static partial LeadDetails ToDetails(LeadDetailsDto input);

    [MapperIgnoreSource(nameof(LeadFilterDto.Search))]
    [MapperIgnoreTarget(nameof(LeadQuery.Terms))]
    private static partial LeadQuery ToQueryWithoutTerms(LeadFilterDto filter);

    public static LeadQuery ToQuery(LeadFilterDto filter, string country) =>
        ToQueryWithoutTerms(filter) with { Terms = SearchText.TermsOf(filter.Search, country) };
}
