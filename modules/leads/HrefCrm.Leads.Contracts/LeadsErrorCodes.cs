namespace HrefCrm.Leads;

/// <summary>Codes of the errors that this module's services answer with.</summary>
public static class LeadsErrorCodes
{
    /// <summary>A lead could not be stored just now; it is safe to try again.</summary>
    public const string IntakeUnavailable = "Leads:IntakeUnavailable";
}
