namespace HrefCrm.Tenancy.Tenants;

/// <summary>A new tenant with the secrets that are shown once.</summary>
public class ProvisionedTenantDto : TenantDto
{
    /// <summary>The API key: <c>hcrm_</c> and 43 characters.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Token of the admin's invite, for the link <c>/invite/&lt;token&gt;</c>.</summary>
    public required string InviteToken { get; init; }
}
