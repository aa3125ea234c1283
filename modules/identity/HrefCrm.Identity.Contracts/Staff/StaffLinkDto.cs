namespace HrefCrm.Identity.Staff;

/// <summary>A staff account's link to set a password, which works once, within a day.</summary>
public class StaffLinkDto
{
    /// <summary>Whose.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the account was just made.</summary>
    public bool IsNew { get; init; }

    /// <summary>The link, shown once.</summary>
    public required Uri Link { get; init; }
}
