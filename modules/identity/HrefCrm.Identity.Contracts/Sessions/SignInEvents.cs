namespace HrefCrm.Identity.Sessions;

/// <summary>Somebody signed in; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Where; null on HREF's own side.</param>
/// <param name="Email">Who.</param>
public record SignedInEvent(Guid? TenantId, string Email);

/// <summary>
/// Somebody used a link that was mailed to them for the first time, which ended what was set up in their account before; handlers work in the
/// same unit of work.
/// </summary>
/// <param name="TenantId">Where; null on HREF's own side.</param>
/// <param name="Email">Who.</param>
public record EmailConfirmedEvent(Guid? TenantId, string Email);

/// <summary>Tries at an account are slowed down after repeated failures; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Where it was tried; null on HREF's own side.</param>
/// <param name="Email">Whose.</param>
public record LockedOutEvent(Guid? TenantId, string Email);

/// <summary>A member's or a staff account's two-factor sign-in was switched off by who is signed in; handlers work in the same unit of work.</summary>
/// <param name="TenantId">In which workspace; null on HREF's own side.</param>
/// <param name="Email">Whose.</param>
public record SecondFactorResetEvent(Guid? TenantId, string Email);
