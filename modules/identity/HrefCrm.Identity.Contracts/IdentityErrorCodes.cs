namespace HrefCrm.Identity;

/// <summary>Codes of the errors that this module's services answer with.</summary>
public static class IdentityErrorCodes
{
    /// <summary>The invite is unknown here, was used or revoked, or its time is over.</summary>
    public const string InviteEnded = "Identity:InviteEnded";

    /// <summary>The invite's address has an account, whose password an invite must not set.</summary>
    public const string AccountExists = "Identity:AccountExists";

    /// <summary>The account's address was never confirmed by a mailed link, and it is in a workspace already.</summary>
    public const string EmailUnconfirmed = "Identity:EmailUnconfirmed";

    /// <summary>The address is a member's already.</summary>
    public const string MemberExists = "Identity:MemberExists";

    /// <summary>The workspace has no such member.</summary>
    public const string MemberNotFound = "Identity:MemberNotFound";

    /// <summary>Whoever removes a member was removed a moment before.</summary>
    public const string NotAMember = "Identity:NotAMember";

    /// <summary>Somebody invites the same address at the same moment.</summary>
    public const string InviteConflict = "Identity:InviteConflict";

    /// <summary>The member is in other workspaces too, so that HREF alone may switch their two-factor sign-in off.</summary>
    public const string SecondFactorShared = "Identity:SecondFactorShared";

    /// <summary>There is no such staff account.</summary>
    public const string StaffNotFound = "Identity:StaffNotFound";

    /// <summary>Whoever removes a staff account was removed a moment before.</summary>
    public const string NotStaff = "Identity:NotStaff";

    /// <summary>Nobody removes themselves, so that a workspace is never left without a member.</summary>
    public const string OwnMembership = "Identity:OwnMembership";

    /// <summary>The link to set a password is unknown, was used, or its time is over.</summary>
    public const string ResetLinkEnded = "Identity:ResetLinkEnded";

    /// <summary>Too many tries that did not succeed: wait before the next.</summary>
    public const string TooManyTries = "Identity:TooManyTries";

    /// <summary>The new password is one of those that are tried first.</summary>
    public const string PasswordTooCommon = "Identity:PasswordTooCommon";

    /// <summary>Too many people are signing in at this moment.</summary>
    public const string Busy = "Identity:Busy";
}
