using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Leads;

/// <summary>A part of how many leads are alike; the parts are added up. The database itself writes them as leads are indexed and change.</summary>
public class LeadCount : Entity<long>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>In which stage.</summary>
    public Guid? StageId { get; private set; }

    /// <summary>With which status.</summary>
    public LeadStatus Status { get; private set; }

    /// <summary>From which source.</summary>
    public string? Source { get; private set; }

    /// <summary>Whose.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>Whether they wait for an answer.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>How many more there are, or fewer.</summary>
    public long N { get; private set; }

    private LeadCount()
    {
    }
}
