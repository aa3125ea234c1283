using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>Who signs in.</summary>
public class SignInInput
{
    /// <summary>E-mail address, in any case.</summary>
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(PersonConsts.MaxEmailLength, ErrorMessage = "This is too long for an e-mail address.")]
    public string Email { get; set; } = "";

    /// <summary>Password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PersonConsts.MaxPasswordLength, ErrorMessage = "This is too long for a password.")]
    public string Password { get; set; } = "";
}
