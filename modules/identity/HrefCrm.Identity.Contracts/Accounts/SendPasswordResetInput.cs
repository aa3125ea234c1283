using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>Who forgot their password.</summary>
public class SendPasswordResetInput
{
    /// <summary>E-mail address, in any case.</summary>
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(PersonConsts.MaxEmailLength, ErrorMessage = "This is too long for an e-mail address.")]
    public string Email { get; set; } = "";
}
