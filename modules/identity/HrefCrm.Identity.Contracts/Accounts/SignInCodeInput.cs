using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>The second factor.</summary>
public class SignInCodeInput
{
    /// <summary>Six digits of the authenticator app, or a recovery code; blanks and hyphens do not count.</summary>
    [Required(ErrorMessage = "Enter the code."), StringLength(40, ErrorMessage = "This is too long for a code.")]
    public string Code { get; set; } = "";
}
