namespace HrefCrm.Identity.Team;

/// <summary>A new invite with its link, which is shown once.</summary>
public class NewInviteDto : PendingInviteDto
{
    /// <summary>The link to hand to the person invited.</summary>
    public required Uri Link { get; init; }

    /// <summary>Whether a link of its own is mailed to them as well.</summary>
    public bool IsMailed { get; init; }
}
