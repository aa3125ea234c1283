namespace HrefCrm.Identity.Invites;

/// <summary>What became of an invite.</summary>
public enum InviteState
{
    /// <summary>It can be accepted.</summary>
    Pending,

    /// <summary>It was accepted, once and for all.</summary>
    Accepted,

    /// <summary>It was taken back.</summary>
    Revoked,

    /// <summary>Its seven days are over.</summary>
    Expired,
}
