namespace HrefCrm.Identity.Accounts;

/// <summary>How a change to two-factor sign-in went: one of the two was wrong, or it is done.</summary>
public class TwoFactorResult
{
    /// <summary>The password was wrong, which counts towards the lock-out.</summary>
    public bool IsPasswordWrong { get; init; }

    /// <summary>The code was wrong.</summary>
    public bool IsCodeWrong { get; init; }

    /// <summary>New recovery codes, each good once: nobody can see them again. Empty where none were made.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];
}
