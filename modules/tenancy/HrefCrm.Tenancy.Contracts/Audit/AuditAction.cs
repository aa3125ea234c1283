namespace HrefCrm.Tenancy.Audit;

/// <summary>What the audit trail tells of. Stored by its name in snake_case.</summary>
public enum AuditAction
{
    /// <summary>A tenant was made, with its first API key.</summary>
    TenantProvisioned,

    /// <summary>A tenant's address was shut.</summary>
    TenantSuspended,

    /// <summary>A suspended tenant's address was opened again.</summary>
    TenantReactivated,

    /// <summary>A workspace's name, tagline or color was changed.</summary>
    SettingsChanged,

    /// <summary>A new API key was made, and the older ones got an end.</summary>
    KeyRotated,

    /// <summary>An API key was ended at once.</summary>
    KeyRevoked,

    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>An account's tries were slowed down after repeated failures.</summary>
    LockedOut,

    /// <summary>Somebody showed that an account's address is theirs, by a link that was mailed to it.</summary>
    EmailConfirmed,

    /// <summary>Somebody set a new password.</summary>
    PasswordChanged,

    /// <summary>Somebody was invited into a workspace.</summary>
    Invited,

    /// <summary>An invite was taken back.</summary>
    InviteRevoked,

    /// <summary>A member was removed from a workspace.</summary>
    Removed,

    /// <summary>Somebody's two-factor sign-in was switched off for them.</summary>
    SecondFactorReset,

    /// <summary>A staff account was made, or got a new link to its password.</summary>
    StaffAdded,

    /// <summary>A staff account was removed.</summary>
    StaffRemoved,
}
