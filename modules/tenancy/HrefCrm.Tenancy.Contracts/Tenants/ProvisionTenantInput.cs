using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>What provisioning needs to know.</summary>
public class ProvisionTenantInput
{
    /// <summary>One DNS label: lower-case letters, digits and hyphens, 1 to 63 (contract, "Address").</summary>
    [Required]
    public required string Slug { get; set; }

    /// <summary>Display name.</summary>
    [Required, StringLength(TenantConsts.MaxNameLength)]
    public required string Name { get; set; }

    /// <summary>Address of the first admin, who gets an invite.</summary>
    [Required, EmailAddress, StringLength(320)]
    public required string AdminEmail { get; set; }
}
