using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>Whom to invite as a tenant's first admin.</summary>
public class InviteAdminInput
{
    /// <summary>E-mail address, in any case.</summary>
    [Required(ErrorMessage = "Enter an e-mail address.")]
    [StringLength(320, ErrorMessage = "This is too long for an e-mail address.")]
    [RegularExpression(EmailPattern.Value, ErrorMessage = "This is not an e-mail address.")]
    public string Email { get; set; } = "";
}
