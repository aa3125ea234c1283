using Volo.Abp.Application.Dtos;

namespace HrefCrm.Leads.Leads;

/// <summary>A lead as it stands in a list. The later it came in, the greater its id.</summary>
public class LeadRowDto : EntityDto<Guid>
{
    /// <summary>First and last name; "Unnamed" where there is neither.</summary>
    public string Name => LeadName.Of(FirstName, LastName);

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Where it came from.</summary>
    public string? Source { get; init; }

    /// <summary>Its stage; null for none.</summary>
    public Guid? StageId { get; init; }

    /// <summary>Its status.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>The member whose it is; null for nobody's.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>When it came in (UTC).</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was first answered (UTC); null while it waits.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>When it was put into the bin (UTC).</summary>
    public DateTime? BinnedAt { get; init; }

    /// <summary>Which version of the lead this is; hand it back when it is changed.</summary>
    public uint Version { get; init; }
}
