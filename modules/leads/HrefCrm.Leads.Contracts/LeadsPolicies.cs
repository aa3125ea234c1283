namespace HrefCrm.Leads;

/// <summary>Names of authorization policies that this module asks for and its host defines.</summary>
public static class LeadsPolicies
{
    /// <summary>May post leads to the current tenant.</summary>
    public const string Intake = "Leads.Intake";
}
