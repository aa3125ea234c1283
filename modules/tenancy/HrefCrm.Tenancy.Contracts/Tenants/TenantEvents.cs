namespace HrefCrm.Tenancy.Tenants;

/// <summary>A tenant's address was shut. Raised in the transaction that does it.</summary>
/// <param name="TenantId">The tenant.</param>
public record TenantSuspendedEvent(Guid TenantId);

/// <summary>A suspended tenant's address was opened again. Raised in the transaction that does it.</summary>
/// <param name="TenantId">The tenant.</param>
public record TenantReactivatedEvent(Guid TenantId);

/// <summary>A tenant's first admin was invited anew. Raised in the transaction that does it.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Email">Whom.</param>
public record TenantAdminInvitedEvent(Guid TenantId, string Email);
