using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Leads;

/// <summary>
/// What a lead is filtered, searched and counted by, apart from the lead, so that the intake keeps none of its indexes. It is there within a moment of
/// the lead, under the lead's id, and changes with it.
/// </summary>
public class LeadIndexEntry : Entity<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>The lead's stage.</summary>
    public Guid? StageId { get; private set; }

    /// <summary>The lead's status.</summary>
    public LeadStatus Status { get; private set; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; private set; }

    /// <summary>The lead's <c>utm_campaign</c>.</summary>
    public string? Campaign { get; private set; }

    /// <summary>Whose lead it is.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>When it came in.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it was answered; null while it waits.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>Who answered it.</summary>
    public Guid? AnsweredBy { get; private set; }

    /// <summary>Whether it is in the bin.</summary>
    public bool IsBinned { get; private set; }

    /// <summary>The lead's e-mail address, lower-cased.</summary>
    public string? Email { get; private set; }

    /// <summary>Its phone number by <see cref="PhoneNumber.Normalize"/>.</summary>
    public string? Phone { get; private set; }

    /// <summary>What it is found by; see <see cref="SearchText"/>.</summary>
    public string Search { get; private set; } = null!;

    private LeadIndexEntry()
    {
    }
}
