namespace HrefCrm.Identity.Accounts;

/// <summary>Somebody set a new password; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Where; null on HREF's own side.</param>
/// <param name="Email">Who.</param>
public record PasswordChangedEvent(Guid? TenantId, string Email);
