namespace HrefCrm.Identity.People;

/// <summary>Which passwords are refused beyond their length: those that are tried first.</summary>
public static class PasswordRules
{
    // What comes after says little more, and judging takes longer with each character.
    private const int JudgedLength = 64;

    // zxcvbn's lowest: fewer than a million guesses.
    private const int Guessable = 0;

    // It reads its lists once.
    private static readonly Zxcvbn.Zxcvbn Judge = new();
    private static readonly Lock Turn = new();

    /// <summary>Refuses a password that is common, a pattern of the keyboard, or made of the person's own address.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.PasswordTooCommon"/>.</exception>
    public static void EnsureUncommon(string password, string email)
    {
        string[] own = [email, email.Split('@')[0], .. email.Split('@', '.', '+', '-', '_').Where(part => part.Length > 2), "href", "crm"];
        var judged = password.Length > JudgedLength ? password[..JudgedLength] : password;
        lock (Turn)
        {
            if (Judge.EvaluatePassword(judged, own).Score == Guessable)
                throw IdentityErrors.PasswordTooCommon();
        }
    }
}
