namespace HrefCrm.Identity.Blazor.Sessions;

/// <summary>What several pages say alike.</summary>
internal static class Messages
{
    /// <summary>The same whatever was wrong, so that it does not tell who has an account.</summary>
    public const string SignInRefused = "The e-mail address or the password is not right.";

    /// <summary>The notice of a sign-in that a page was left for.</summary>
    public const string EndedNotice = "ended";

    /// <summary>Why a page was left for the sign-in.</summary>
    public const string SessionEnded =
        "You were signed out here: the session ran out, or it was ended elsewhere. Sign in to go on where you were.";

    public const string PasswordWrong = "The password is not right.";

    public const string CodeWrong = "The code is not right. Each code is good once; wait for the next one.";

    /// <summary>What roles mean.</summary>
    public const string AboutRoles = "All three may do the same for now: it says who they are in the team.";

    /// <summary>A role in a sentence.</summary>
    public static string RoleIn(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Admin => "an admin",
        WorkspaceRole.Manager => "a manager",
        _ => "a member",
    };

    /// <summary>The sign-in for a page that was left.</summary>
    public static string SessionEndedAt(string page) => $"/?notice={EndedNotice}&return={Uri.EscapeDataString(page)}";

    public const string PasswordHint = "At least 10 characters.";
}
