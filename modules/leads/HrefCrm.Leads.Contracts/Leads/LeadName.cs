namespace HrefCrm.Leads.Leads;

/// <summary>What a lead is called.</summary>
public static class LeadName
{
    /// <summary>First and last name; "Unnamed" where there is neither.</summary>
    public static string Of(string? firstName, string? lastName) => (firstName, lastName) is (null, null) ? "Unnamed" : $"{firstName} {lastName}".Trim();
}
