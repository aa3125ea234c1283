namespace HrefCrm.Identity.Accounts;

/// <summary>An account as its owner sees it.</summary>
public class AccountDto
{
    /// <summary>E-mail address, by which they sign in.</summary>
    public required string Email { get; init; }

    /// <summary>Whether signing in asks for a code.</summary>
    public bool IsTwoFactorEnabled { get; init; }

    /// <summary>How many recovery codes are left.</summary>
    public int RecoveryCodesLeft { get; init; }
}
