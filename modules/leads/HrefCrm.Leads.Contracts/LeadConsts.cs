namespace HrefCrm.Leads;

/// <summary>Limits of a lead's fields (contract, "Body"); lengths are UTF-16 code units after trimming.</summary>
public static class LeadConsts
{
    /// <summary>Longest first or last name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Longest e-mail address.</summary>
    public const int MaxEmailLength = 320;

    /// <summary>Longest phone number; its format is free.</summary>
    public const int MaxPhoneLength = 50;

    /// <summary>Longest street.</summary>
    public const int MaxStreetLength = 300;

    /// <summary>Longest city.</summary>
    public const int MaxCityLength = 200;

    /// <summary>Longest state.</summary>
    public const int MaxStateLength = 100;

    /// <summary>Longest zip.</summary>
    public const int MaxZipLength = 20;

    /// <summary>Longest source.</summary>
    public const int MaxSourceLength = 200;

    /// <summary>Longest of each <c>utm_*</c> field.</summary>
    public const int MaxUtmLength = 200;

    /// <summary>Longest title of a task.</summary>
    public const int MaxTaskTitleLength = 300;

    /// <summary>Longest note, and longest line of a logged contact.</summary>
    public const int MaxNoteLength = 10_000;

    /// <summary>Longest name of a pipeline stage.</summary>
    public const int MaxStageNameLength = 100;

    /// <summary>Most leads that are picked one by one and changed at once; of all that match a filter there may be more.</summary>
    public const int MaxSelected = 500;
}
