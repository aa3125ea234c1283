using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Leads;

/// <summary>Somebody who got in touch with a tenant. Times are UTC, in whole milliseconds.</summary>
public class Lead : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>What is known of it.</summary>
    public LeadDetails Details { get; private set; } = null!;

    /// <summary>The pipeline stage; null takes the lead off the board, not out of the inbox.</summary>
    public Guid? StageId { get; private set; }

    /// <summary>How far it has come, apart from the stage.</summary>
    public LeadStatus Status { get; private set; }

    /// <summary>When it came in.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it last changed.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Takes a lead in.</summary>
    /// <param name="tenantId">Whose lead.</param>
    /// <param name="details">What is known of it, already normalized and validated by <see cref="LeadRules"/>.</param>
    /// <param name="stageId">The stage it lands in, if the tenant has an active one.</param>
    /// <param name="now">The time (UTC); cut to milliseconds.</param>
    public Lead(Guid tenantId, LeadDetails details, Guid? stageId, DateTime now)
        : base(Guid.CreateVersion7(now))
    {
        TenantId = tenantId;
        Details = details;
        StageId = stageId;
        CreatedAt = UpdatedAt = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    private Lead()
    {
    }

    /// <summary>Puts the lead into another stage, or into none.</summary>
    public void MoveTo(Guid? stageId) => StageId = stageId;
}
