namespace HrefCrm.Identity.Sessions;

/// <summary>Somebody signed in; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Where; null on HREF's own side.</param>
/// <param name="Email">Who.</param>
public record SignedInEvent(Guid? TenantId, string Email);

/// <summary>An account was locked after repeated failures; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Where it was tried; null on HREF's own side.</param>
/// <param name="Email">Whose.</param>
public record LockedOutEvent(Guid? TenantId, string Email);
