using System.Text;
using static HrefCrm.Leads.LeadConsts;

namespace HrefCrm.Leads.Leads;

/// <summary>The table of the contract's section "Body", in its order. It feeds the reader, the rules, the insert and the columns.</summary>
internal static class LeadFields
{
    public const string Metadata = "metadata";

    public static readonly LeadField Email = new("email", nameof(LeadDetails.Email), MaxEmailLength);

    public static readonly LeadField Phone = new("phone", nameof(LeadDetails.Phone), MaxPhoneLength);

    public static readonly LeadField[] Texts =
    [
        new("first_name", nameof(LeadDetails.FirstName), MaxNameLength),
        new("last_name", nameof(LeadDetails.LastName), MaxNameLength),
        Email,
        Phone,
        new("street", nameof(LeadDetails.Street), MaxStreetLength),
        new("city", nameof(LeadDetails.City), MaxCityLength),
        new("state", nameof(LeadDetails.State), MaxStateLength),
        new("zip", nameof(LeadDetails.Zip), MaxZipLength),
        new("source", nameof(LeadDetails.Source), MaxSourceLength),
        new("utm_source", nameof(LeadDetails.UtmSource), MaxUtmLength),
        new("utm_medium", nameof(LeadDetails.UtmMedium), MaxUtmLength),
        new("utm_campaign", nameof(LeadDetails.UtmCampaign), MaxUtmLength),
        new("utm_term", nameof(LeadDetails.UtmTerm), MaxUtmLength),
        new("utm_content", nameof(LeadDetails.UtmContent), MaxUtmLength),
    ];
}

/// <summary>A text field of a lead: its name, which is the contract's and the column's, its property, and its greatest length.</summary>
internal sealed class LeadField
{
    public LeadField(string name, string property, int maxLength)
    {
        (Name, Property, MaxLength) = (name, property, maxLength);
        Utf8Name = Encoding.UTF8.GetBytes(name);
        var accessors = typeof(LeadDetails).GetProperty(property)!;
        Get = accessors.GetMethod!.CreateDelegate<Func<LeadDetails, string?>>();
        Set = accessors.SetMethod!.CreateDelegate<Action<LeadDetails, string?>>();
    }

    public string Name { get; }

    public string Property { get; }

    public int MaxLength { get; }

    public byte[] Utf8Name { get; }

    public Func<LeadDetails, string?> Get { get; }

    public Action<LeadDetails, string?> Set { get; }
}
