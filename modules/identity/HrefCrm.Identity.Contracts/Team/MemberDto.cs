namespace HrefCrm.Identity.Team;

/// <summary>A member of the workspace.</summary>
public class MemberDto
{
    /// <summary>The person's id.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>The role.</summary>
    public WorkspaceRole Role { get; init; }

    /// <summary>When they joined (UTC).</summary>
    public DateTime JoinedAt { get; init; }

    /// <summary>Whether signing in asks them for a code.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Whether this is who asks.</summary>
    public bool IsYou { get; init; }
}
