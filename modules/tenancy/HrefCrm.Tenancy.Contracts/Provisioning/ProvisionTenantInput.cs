using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Tenancy.Provisioning;

/// <summary>What provisioning needs to know.</summary>
public class ProvisionTenantInput
{
    /// <summary>One DNS label: lower-case letters, digits and hyphens, 1 to 63 (contract, "Address").</summary>
    [Required(ErrorMessage = "The tenant needs a slug.")]
    public required string Slug { get; set; }

    /// <summary>Display name.</summary>
    [Required(ErrorMessage = "The tenant needs a name.")]
    [StringLength(TenantConsts.MaxNameLength, ErrorMessage = "The name must be at most 200 characters.")]
    [RegularExpression(TenantConsts.OneLinePattern, ErrorMessage = "The name must be one line.")]
    public required string Name { get; set; }

    /// <summary>Address of the first admin, who gets an invite.</summary>
    [Required(ErrorMessage = "The tenant needs the e-mail address of its first admin.")]
    [StringLength(320, ErrorMessage = "The e-mail address must be at most 320 characters.")]
    [RegularExpression(EmailPattern.Value, ErrorMessage = "The admin's address is not a valid e-mail address.")]
    public required string AdminEmail { get; set; }
}
