using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>What provisioning needs to know.</summary>
public class ProvisionTenantInput
{
    // The pattern of the HTML living standard's email input, with at least one dot in the domain: the contract's rule for leads' addresses.
    private const string AddressPattern =
        @"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+";

    /// <summary>One DNS label: lower-case letters, digits and hyphens, 1 to 63 (contract, "Address").</summary>
    [Required]
    public required string Slug { get; set; }

    /// <summary>Display name.</summary>
    [Required, StringLength(TenantConsts.MaxNameLength)]
    public required string Name { get; set; }

    /// <summary>Address of the first admin, who gets an invite.</summary>
    [Required, StringLength(320), RegularExpression(AddressPattern, ErrorMessage = "The AdminEmail field is not a valid email address.")]
    public required string AdminEmail { get; set; }
}
