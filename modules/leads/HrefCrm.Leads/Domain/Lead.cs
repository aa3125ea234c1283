using HrefCrm.Leads.Intake;
using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Domain;

/// <summary>Somebody who got in touch with a tenant. Times are UTC, in whole milliseconds.</summary>
public class Lead : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>First name.</summary>
    public string? FirstName { get; private set; }

    /// <summary>Last name.</summary>
    public string? LastName { get; private set; }

    /// <summary>E-mail address, lower-cased.</summary>
    public string? Email { get; private set; }

    /// <summary>Phone number, in any format.</summary>
    public string? Phone { get; private set; }

    /// <summary>Street.</summary>
    public string? Street { get; private set; }

    /// <summary>City.</summary>
    public string? City { get; private set; }

    /// <summary>State.</summary>
    public string? State { get; private set; }

    /// <summary>Zip.</summary>
    public string? Zip { get; private set; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; private set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmSource { get; private set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmMedium { get; private set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmCampaign { get; private set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmTerm { get; private set; }

    /// <summary>Campaign tag.</summary>
    public string? UtmContent { get; private set; }

    /// <summary>A JSON object, to the letter as it was sent.</summary>
    public string? Metadata { get; private set; }

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
    /// <param name="fields">Its fields, already trimmed and checked by <see cref="LeadRules"/>.</param>
    /// <param name="stageId">The stage it lands in, if the tenant has an active one.</param>
    /// <param name="now">The time (UTC); cut to milliseconds.</param>
    public Lead(Guid tenantId, IntakeInput fields, Guid? stageId, DateTime now)
        : base(Guid.CreateVersion7(now))
    {
        TenantId = tenantId;
        FirstName = fields.FirstName;
        LastName = fields.LastName;
        Email = fields.Email;
        Phone = fields.Phone;
        Street = fields.Street;
        City = fields.City;
        State = fields.State;
        Zip = fields.Zip;
        Source = fields.Source;
        UtmSource = fields.UtmSource;
        UtmMedium = fields.UtmMedium;
        UtmCampaign = fields.UtmCampaign;
        UtmTerm = fields.UtmTerm;
        UtmContent = fields.UtmContent;
        Metadata = fields.Metadata?.Json;
        StageId = stageId;
        CreatedAt = UpdatedAt = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    private Lead()
    {
    }

    /// <summary>Puts the lead into another stage, or into none.</summary>
    public void MoveTo(Guid? stageId) => StageId = stageId;
}
