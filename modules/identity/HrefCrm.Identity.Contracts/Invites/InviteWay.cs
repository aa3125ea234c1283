namespace HrefCrm.Identity.Invites;

/// <summary>How an invite is accepted.</summary>
public enum InviteWay
{
    /// <summary>With a new password: there is no account, or nobody has shown yet that its address is theirs and this link was mailed.</summary>
    NewPassword,

    /// <summary>By signing in to the account.</summary>
    SignIn,

    /// <summary>
    /// By the link that is mailed, not by this one: nobody has shown yet that the account's address is theirs, and it is in another workspace.
    /// </summary>
    MailedLink,
}
