namespace HrefCrm.Identity.Accounts;

/// <summary>What an authenticator app is told.</summary>
public class AuthenticatorKeyDto
{
    /// <summary>The key in base 32, to be typed in.</summary>
    public required string Key { get; init; }

    /// <summary>The same as <c>otpauth:</c> address, to be scanned.</summary>
    public required string Uri { get; init; }
}
