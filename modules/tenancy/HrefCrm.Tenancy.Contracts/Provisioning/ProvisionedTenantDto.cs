using HrefCrm.Tenancy.Tenants;

namespace HrefCrm.Tenancy.Provisioning;

/// <summary>A new tenant with the secrets that are shown once.</summary>
public class ProvisionedTenantDto : TenantDto
{
    /// <summary>The API key: <c>hcrm_</c> and 43 characters.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The link by which the first admin comes in; null where nobody is invited.</summary>
    public Uri? InviteUrl { get; init; }

    /// <summary>Whether the first admin is mailed a link as well.</summary>
    public bool IsInviteMailed { get; init; }
}
