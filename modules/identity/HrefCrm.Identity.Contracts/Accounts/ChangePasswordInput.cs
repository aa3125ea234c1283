using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>A new password in place of the current one.</summary>
public class ChangePasswordInput
{
    /// <summary>The password that works now.</summary>
    [Required(ErrorMessage = "Enter your current password.")]
    [StringLength(PersonConsts.MaxPasswordLength, ErrorMessage = "This is too long for a password.")]
    public string CurrentPassword { get; set; } = "";

    /// <summary>The new password.</summary>
    [NewPassword]
    public string NewPassword { get; set; } = "";
}
