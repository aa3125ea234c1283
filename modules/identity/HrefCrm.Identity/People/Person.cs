using System.Security.Cryptography;
using System.Text;
using Volo.Abp.Domain.Entities;

namespace HrefCrm.Identity.People;

/// <summary>
/// A person's one account, whatever workspaces they are in; or an account of HREF staff, which is another one even where the address is the
/// same. What signing in needs is set through ASP.NET Core Identity's store. Times are UTC.
/// </summary>
public class Person : BasicAggregateRoot<Guid>
{
    /// <summary>Whether this is HREF staff, who exist outside any tenant only; a member exists within tenants only.</summary>
    public bool IsStaff { get; private set; }

    /// <summary>E-mail address, lower-cased, which is also the name to sign in by; unique among staff, and among others.</summary>
    public string Email { get; private set; } = null!;

    /// <summary>When the account was made.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>
    /// When a link that was mailed to the address was first used. Since then the account counts as its owner's; while this is null, anybody
    /// whom a link was shown to may have set it up.
    /// </summary>
    public DateTime? EmailConfirmedAt { get; private set; }

    /// <summary>Hash of the password; null until one is set.</summary>
    public string? PasswordHash { get; internal set; }

    /// <summary>Changes with the password and the second factor, and so ends the links made before.</summary>
    public string SecurityStamp { get; internal set; } = "";

    /// <summary>Whether signing in asks for a code.</summary>
    public bool TwoFactorEnabled { get; internal set; }

    /// <summary>The authenticator app's key in base 32; null if none was made.</summary>
    public string? AuthenticatorKey { get; internal set; }

    /// <summary>The last time step whose code was taken: a code is good once.</summary>
    public long AuthenticatorStep { get; internal set; }

    /// <summary>SHA-256 of each recovery code that is left, in hex.</summary>
    public string[] RecoveryCodes { get; private set; } = [];

    /// <summary>When a link to set a new password was last mailed; null if never.</summary>
    public DateTime? ResetMailedAt { get; private set; }

    /// <summary>Makes an account.</summary>
    public Person(Guid id, bool isStaff, string email, DateTime now)
        : base(id)
    {
        IsStaff = isStaff;
        Email = NormalizeEmail(email);
        CreatedAt = now;
    }

    private Person()
    {
    }

    /// <summary>An address as accounts and invites are known by.</summary>
    public static string NormalizeEmail(string email) => email.Trim().ToLowerInvariant();

    /// <summary>
    /// Notes that whoever uses the account reads its address's mail. The first time, password, second factor and recovery codes go, since they
    /// may be somebody else's.
    /// </summary>
    /// <returns>False if that was known already.</returns>
    public bool TryConfirmEmail(DateTime now)
    {
        if (EmailConfirmedAt is not null)
            return false;
        EmailConfirmedAt = now;
        PasswordHash = null;
        ForgetSecondFactor();
        return true;
    }

    /// <summary>Notes that a link is mailed, unless one was within the last minute.</summary>
    /// <returns>Whether to mail.</returns>
    public bool TryMailReset(DateTime now)
    {
        if (ResetMailedAt > now - TimeSpan.FromMinutes(1))
            return false;
        ResetMailedAt = now;
        return true;
    }

    /// <summary>Switches two-factor sign-in off, and forgets the authenticator app's key and the recovery codes.</summary>
    public void ForgetSecondFactor()
    {
        TwoFactorEnabled = false;
        AuthenticatorKey = null;
        RecoveryCodes = [];
    }

    /// <summary>Sets the recovery codes in place of those that are left.</summary>
    public void SetRecoveryCodes(IEnumerable<string> codes) => RecoveryCodes = [.. codes.Select(Hash)];

    /// <summary>Uses a recovery code up.</summary>
    /// <returns>False if it is none of those that are left.</returns>
    public bool TryUseRecoveryCode(string code)
    {
        var hash = Hash(code);
        var left = RecoveryCodes.Where(c => c != hash).ToArray();
        if (left.Length == RecoveryCodes.Length)
            return false;
        RecoveryCodes = left;
        return true;
    }

    // People type a code as they like; it has letters and digits only.
    private static string Hash(string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
