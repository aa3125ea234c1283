using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>Shows that it is still the person who sits there.</summary>
public class ConfirmPasswordInput
{
    /// <summary>The person's password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PersonConsts.MaxPasswordLength, ErrorMessage = "This is too long for a password.")]
    public string Password { get; set; } = "";
}
