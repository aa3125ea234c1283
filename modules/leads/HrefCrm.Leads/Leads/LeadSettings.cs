using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Leads.Leads;

/// <summary>How a tenant works its leads. A tenant without a row works by the defaults.</summary>
public class LeadSettings : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <summary>The country of phone numbers without one, until the tenant says another.</summary>
    public const string DefaultCountry = "US";

    /// <summary>Within how many minutes a lead should be answered, until the tenant says another.</summary>
    public const int DefaultAnswerMinutes = 60;

    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>The country (ISO 3166, two letters) of phone numbers without one.</summary>
    public string Country { get; set; } = DefaultCountry;

    /// <summary>Within how many minutes a lead should be answered.</summary>
    public int AnswerMinutes { get; set; } = DefaultAnswerMinutes;

    /// <summary>Changes with each change of the row (PostgreSQL's <c>xmin</c>); 0 for the defaults.</summary>
    public uint Version { get; private set; }

    /// <summary>Begins with the defaults.</summary>
    public LeadSettings(Guid tenantId)
        : base(tenantId)
    {
        TenantId = tenantId;
    }

    private LeadSettings()
    {
    }
}
