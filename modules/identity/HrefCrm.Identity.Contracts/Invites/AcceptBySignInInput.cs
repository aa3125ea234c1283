using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Invites;

/// <summary>Accepts an invite with the account that its address has.</summary>
public class AcceptBySignInInput
{
    /// <summary>The link's token.</summary>
    [Required, StringLength(1000)]
    public string Token { get; set; } = "";

    /// <summary>The account's password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PersonConsts.MaxPasswordLength, ErrorMessage = "This is too long for a password.")]
    public string Password { get; set; } = "";
}
