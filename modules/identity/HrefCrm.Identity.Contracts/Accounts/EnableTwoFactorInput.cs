using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>Shows that the authenticator app has the key.</summary>
public class EnableTwoFactorInput : ConfirmPasswordInput
{
    /// <summary>Six digits of the authenticator app; blanks and hyphens do not count.</summary>
    [Required(ErrorMessage = "Enter the code that the app shows."), StringLength(40, ErrorMessage = "This is too long for a code.")]
    public string Code { get; set; } = "";
}
