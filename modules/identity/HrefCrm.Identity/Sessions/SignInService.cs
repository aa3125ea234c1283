using System.Security.Claims;
using HrefCrm.Identity.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus.Local;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;
using Volo.Abp.Users;

namespace HrefCrm.Identity.Sessions;

/// <summary>The steps of signing in: password, code, session and cookie. Works during a request, in a unit of work.</summary>
public class SignInService(
    UserManager<Person> users,
    SignInManager<Person> signInManager,
    IPersonRepository people,
    MembershipManager memberships,
    SessionManager sessions,
    SignInGuard guard,
    ClientAddress client,
    ICurrentTenant currentTenant,
    ICurrentUser currentUser,
    ILocalEventBus events) : ITransientDependency
{
    // What the cookie between password and code holds besides the person.
    private const string StampClaim = "stamp";
    private const string InviteClaim = "invite";

    private static readonly Person Nobody = new(Guid.Empty, false, "nobody", DateTime.UnixEpoch);
    private static string? _nobodysHash;

    /// <summary>Checks a password. For nobody the work is the same and the answer false.</summary>
    public async Task<bool> CheckPasswordAsync(Person? person, string password)
    {
        if (person is not null)
            await people.LockAsync(person);
        if (person?.PasswordHash is not null)
            return await users.CheckPasswordAsync(person, password);
        _nobodysHash ??= users.PasswordHasher.HashPassword(Nobody, "nobody's password");
        users.PasswordHasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
        return false;
    }

    /// <summary>Checks a code of the authenticator app or a recovery code, which is used up.</summary>
    public async Task<bool> CheckCodeAsync(Person person, string code)
    {
        await people.LockAsync(person);
        code = string.Concat(code.Where(char.IsAsciiLetterOrDigit));
        return code.Length == 6
            ? await users.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code)
            : (await users.RedeemTwoFactorRecoveryCodeAsync(person, code)).Succeeded;
    }

    /// <summary>Whether a person may be here: a member of the current tenant, or staff outside any.</summary>
    public async Task<bool> IsHereAsync(Person person) =>
        currentTenant.Id is { } tenantId ? !person.IsStaff && await memberships.FindAsync(tenantId, person.Id) is not null : person.IsStaff;

    /// <summary>Goes on after a right password: signs in, or asks for the code first.</summary>
    /// <param name="person">Who.</param>
    /// <param name="inviteId">The invite that the person accepts by it; where a code is asked for, it is kept until then.</param>
    public async Task<SignInOutcome> ContinueAsync(Person person, Guid? inviteId = null)
    {
        if (!person.TwoFactorEnabled)
        {
            await CompleteAsync(person);
            return SignInOutcome.SignedIn;
        }

        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, person.Id.ToString()), new(StampClaim, person.SecurityStamp)],
            IdentityConstants.TwoFactorUserIdScheme);
        if (currentTenant.Id is { } tenantId)
            identity.AddClaim(new(AbpClaimTypes.TenantId, tenantId.ToString()));
        if (inviteId is not null)
            identity.AddClaim(new(InviteClaim, inviteId.Value.ToString()));
        await signInManager.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
        return SignInOutcome.CodeRequired;
    }

    /// <summary>
    /// Who gave a right password here and has yet to give a code, with the invite that they accept by it; null for nobody.
    /// </summary>
    public async Task<(Person Person, Guid? InviteId)?> FindWaitingAsync()
    {
        var cookie = await signInManager.Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (cookie.Principal?.FindFirstValue(ClaimTypes.Name) is not { } id || await users.FindByIdAsync(id) is not { } person)
            return null;
        if (cookie.Principal.FindFirstValue(StampClaim) != person.SecurityStamp)
            return null;
        return (person, Guid.TryParse(cookie.Principal.FindFirstValue(InviteClaim), out var inviteId) ? inviteId : null);
    }

    /// <summary>Signs in, in place of whoever was signed in before.</summary>
    public async Task CompleteAsync(Person person)
    {
        await guard.TrustAsync(person);
        await EndOwnSessionAsync();
        var session = await sessions.BeginAsync(person.Id, client.Value);
        var place = currentTenant.Id is { } tenantId
            ? new Claim(AbpClaimTypes.TenantId, tenantId.ToString())
            : new Claim(IdentityClaimTypes.Staff, "true");
        await signInManager.SignInWithClaimsAsync(
            person,
            new AuthenticationProperties { IsPersistent = true, ExpiresUtc = new DateTimeOffset(session.ExpiresAt) },
            [new(IdentityClaimTypes.Session, session.Id.ToString()), new(AbpClaimTypes.Email, person.Email), place]);
        await signInManager.Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await events.PublishAsync(new SignedInEvent(currentTenant.Id, person.Email), onUnitOfWorkComplete: false);
    }

    /// <summary>Ends the session of whoever is signed in, and takes the cookie back.</summary>
    public async Task SignOutAsync()
    {
        await EndOwnSessionAsync();
        await signInManager.SignOutAsync();
    }

    /// <summary>The id of the session that the caller is in; null for none.</summary>
    public Guid? FindOwnSession() => Guid.TryParse(currentUser.FindClaim(IdentityClaimTypes.Session)?.Value, out var id) ? id : null;

    private async Task EndOwnSessionAsync()
    {
        if (FindOwnSession() is { } session)
            await sessions.EndAsync(session);
    }
}
