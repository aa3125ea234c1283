namespace HrefCrm.Identity.Staff;

/// <summary>Somebody of HREF's staff.</summary>
public class StaffMemberDto
{
    /// <summary>The person's id.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>When the account was made (UTC).</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Whether they have set a password yet.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether signing in asks them for a code.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Whether this is who asks.</summary>
    public bool IsYou { get; init; }
}
