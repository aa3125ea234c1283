namespace HrefCrm.Tenancy.Tenants;

/// <summary>A new invite of a tenant's first admin, with its link, which is shown once.</summary>
public class AdminInviteDto
{
    /// <summary>Whom it is for.</summary>
    public required string Email { get; init; }

    /// <summary>The link to hand over: good for 7 days and one use.</summary>
    public required Uri Link { get; init; }

    /// <summary>Whether they are mailed one as well.</summary>
    public bool IsMailed { get; init; }
}
