namespace HrefCrm.Leads;

/// <summary>Codes of the errors that this module's services answer with.</summary>
public static class LeadsErrorCodes
{
    /// <summary>A lead could not be stored just now; it is safe to try again.</summary>
    public const string IntakeUnavailable = "Leads:IntakeUnavailable";

    /// <summary>There is no such lead in the workspace.</summary>
    public const string LeadNotFound = "Leads:LeadNotFound";

    /// <summary>A colleague changed the lead after it was read; the message says what they did.</summary>
    public const string LeadChanged = "Leads:LeadChanged";

    /// <summary>There is no such member in the workspace.</summary>
    public const string MemberNotFound = "Leads:MemberNotFound";

    /// <summary>There is no such stage in the pipeline.</summary>
    public const string StageNotFound = "Leads:StageNotFound";

    /// <summary>A colleague changed the stage after it was read.</summary>
    public const string StageChanged = "Leads:StageChanged";

    /// <summary>The stage holds leads.</summary>
    public const string StageNotEmpty = "Leads:StageNotEmpty";

    /// <summary>There is no such task.</summary>
    public const string TaskNotFound = "Leads:TaskNotFound";

    /// <summary>A colleague changed the task after it was read.</summary>
    public const string TaskChanged = "Leads:TaskChanged";

    /// <summary>A colleague changed the settings after they were read.</summary>
    public const string SettingsChanged = "Leads:SettingsChanged";

    /// <summary>More leads were picked than can be changed at once.</summary>
    public const string TooManySelected = "Leads:TooManySelected";
}
