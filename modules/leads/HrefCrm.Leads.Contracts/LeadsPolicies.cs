namespace HrefCrm.Leads;

/// <summary>Names of authorization policies that this module asks for. Each has a default that a host may replace.</summary>
public static class LeadsPolicies
{
    /// <summary>May post leads to the current tenant.</summary>
    public const string Intake = "Leads.Intake";
}
