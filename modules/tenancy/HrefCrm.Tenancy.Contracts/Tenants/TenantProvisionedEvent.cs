namespace HrefCrm.Tenancy.Tenants;

/// <summary>
/// Raised while a tenant is being provisioned: handlers work in the same unit of work, and one that fails undoes the whole.
/// </summary>
public class TenantProvisionedEvent
{
    /// <summary>The new tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Address of its first admin, as it was given.</summary>
    public required string AdminEmail { get; init; }

    /// <summary>Set by the handler that makes the admin's invite, for the one who provisions to see once.</summary>
    public string? InviteToken { get; set; }
}
