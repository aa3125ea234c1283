namespace HrefCrm.Tenancy.Provisioning;

/// <summary>
/// Raised while a tenant is being provisioned: handlers work in the same unit of work, and one that fails undoes the whole.
/// </summary>
/// <param name="TenantId">The new tenant.</param>
public record TenantProvisionedEvent(Guid TenantId);
