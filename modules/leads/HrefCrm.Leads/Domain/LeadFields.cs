using System.Text;
using HrefCrm.Leads.Intake;

namespace HrefCrm.Leads.Domain;

/// <summary>A text field of a lead by the contract's name, in the contract's order.</summary>
internal sealed record LeadField(string Name, int MaxLength, Func<IntakeInput, string?> Get, Action<IntakeInput, string?> Set)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
}

/// <summary>The table of the contract's section "Body".</summary>
internal static class LeadFields
{
    public const string MetadataName = "metadata";

    public static readonly LeadField Email = new("email", LeadConsts.MaxEmailLength, i => i.Email, (i, v) => i.Email = v);

    public static readonly LeadField[] Texts =
    [
        new("first_name", LeadConsts.MaxNameLength, i => i.FirstName, (i, v) => i.FirstName = v),
        new("last_name", LeadConsts.MaxNameLength, i => i.LastName, (i, v) => i.LastName = v),
        Email,
        new("phone", LeadConsts.MaxPhoneLength, i => i.Phone, (i, v) => i.Phone = v),
        new("street", LeadConsts.MaxStreetLength, i => i.Street, (i, v) => i.Street = v),
        new("city", LeadConsts.MaxCityLength, i => i.City, (i, v) => i.City = v),
        new("state", LeadConsts.MaxStateLength, i => i.State, (i, v) => i.State = v),
        new("zip", LeadConsts.MaxZipLength, i => i.Zip, (i, v) => i.Zip = v),
        new("source", LeadConsts.MaxSourceLength, i => i.Source, (i, v) => i.Source = v),
        new("utm_source", LeadConsts.MaxUtmLength, i => i.UtmSource, (i, v) => i.UtmSource = v),
        new("utm_medium", LeadConsts.MaxUtmLength, i => i.UtmMedium, (i, v) => i.UtmMedium = v),
        new("utm_campaign", LeadConsts.MaxUtmLength, i => i.UtmCampaign, (i, v) => i.UtmCampaign = v),
        new("utm_term", LeadConsts.MaxUtmLength, i => i.UtmTerm, (i, v) => i.UtmTerm = v),
        new("utm_content", LeadConsts.MaxUtmLength, i => i.UtmContent, (i, v) => i.UtmContent = v),
    ];
}
