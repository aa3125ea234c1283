namespace HrefCrm.Identity.Sessions;

/// <summary>How a sign-in went.</summary>
public enum SignInOutcome
{
    /// <summary>Not signed in; it is not told why.</summary>
    Refused,

    /// <summary>The password was right, and a code is asked for next.</summary>
    CodeRequired,

    /// <summary>Signed in.</summary>
    SignedIn,
}
