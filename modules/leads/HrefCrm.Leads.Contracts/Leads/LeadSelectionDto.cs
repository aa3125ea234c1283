namespace HrefCrm.Leads.Leads;

/// <summary>Which leads to change: some that were picked, or all that match a filter.</summary>
public record LeadSelectionDto
{
    /// <summary>Those that were picked, each as it was seen; at most <see cref="LeadConsts.MaxSelected"/>.</summary>
    public IReadOnlyList<SeenLeadDto> Leads { get; init; } = [];

    /// <summary>All that match this, in place of <see cref="Leads"/>.</summary>
    public LeadFilterDto? Filter { get; init; }

    /// <summary>With <see cref="Filter"/>: the newest lead that was seen, so that none is changed that came in since.</summary>
    public Guid? Newest { get; init; }

    /// <summary>Picks one lead.</summary>
    /// <param name="id">Which.</param>
    /// <param name="version">The version that was seen; null to change it whatever happened to it.</param>
    public static LeadSelectionDto Of(Guid id, uint? version) => new() { Leads = [new SeenLeadDto(id, version)] };
}

/// <summary>A lead as it was seen.</summary>
/// <param name="Id">Which lead.</param>
/// <param name="Version">The version that was seen; null to change it whatever happened to it.</param>
public record SeenLeadDto(Guid Id, uint? Version);
