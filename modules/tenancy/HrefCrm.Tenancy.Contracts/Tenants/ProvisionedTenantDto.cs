namespace HrefCrm.Tenancy.Tenants;

/// <summary>A new tenant with the secrets that are shown once.</summary>
public class ProvisionedTenantDto : TenantDto
{
    /// <summary>The API key: <c>hcrm_</c> and 43 characters.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The admin's invite: the link <c>/invite/&lt;token&gt;</c> in the workspace, good for seven days and one use.</summary>
    public required Uri InviteUrl { get; init; }
}
