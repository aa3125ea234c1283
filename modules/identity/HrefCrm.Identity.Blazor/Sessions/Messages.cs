namespace HrefCrm.Identity.Blazor.Sessions;

/// <summary>What several pages say alike.</summary>
internal static class Messages
{
    /// <summary>The same whatever was wrong, so that it does not tell who has an account.</summary>
    public const string SignInRefused =
        "The e-mail address or the password is not right. After five wrong tries an account is locked for 15 minutes.";

    public const string PasswordWrong = "The password is not right. After five wrong tries an account is locked for 15 minutes.";

    public const string CodeWrong = "The code is not right. Each code is good once; wait for the next one.";

    public const string PasswordHint = "At least 10 characters.";
}
