namespace HrefCrm.Identity.Invites;

/// <summary>An invite as whoever holds its link sees it.</summary>
public class InviteDto
{
    /// <summary>Whom it is for.</summary>
    public required string Email { get; init; }

    /// <summary>The member who invites, by their address; null for HREF.</summary>
    public string? InvitedBy { get; init; }

    /// <summary>The role that it gives.</summary>
    public WorkspaceRole Role { get; init; }

    /// <summary>When it stops being good (UTC).</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>Whether it can be accepted.</summary>
    public InviteState State { get; init; }

    /// <summary>Whether the address has an account.</summary>
    public bool HasAccount { get; init; }

    /// <summary>How it is accepted by this link.</summary>
    public InviteWay Way { get; init; }

    /// <summary>Whether links can be mailed.</summary>
    public bool CanMail { get; init; }
}
