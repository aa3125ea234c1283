using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Pipeline;

/// <summary>A column of a tenant's pipeline.</summary>
public class PipelineStage : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>Display name.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>Color, <c>#rrggbb</c>.</summary>
    public string Color { get; private set; } = null!;

    /// <summary>Place in the pipeline, counted from 1.</summary>
    public int SortOrder { get; private set; }

    /// <summary>What the stage means.</summary>
    public StageType Type { get; private set; }

    /// <summary>Changes with each change of the row (PostgreSQL's <c>xmin</c>).</summary>
    public uint Version { get; private set; }

    /// <summary>Makes a stage.</summary>
    public PipelineStage(Guid tenantId, Guid id, string name, string color, int sortOrder, StageType type)
        : base(id)
    {
        TenantId = tenantId;
        Name = name;
        Color = color;
        SortOrder = sortOrder;
        Type = type;
    }

    /// <summary>Gives it another name, color or meaning.</summary>
    public void Change(string name, string color, StageType type)
    {
        Name = name.Trim();
        Color = color.ToLowerInvariant();
        Type = type;
    }

    /// <summary>Puts it elsewhere in the pipeline.</summary>
    public void MoveTo(int sortOrder) => SortOrder = sortOrder;

    private PipelineStage()
    {
    }
}
