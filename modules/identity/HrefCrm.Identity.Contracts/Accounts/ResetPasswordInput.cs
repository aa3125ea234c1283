using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Accounts;

/// <summary>A new password by a link.</summary>
public class ResetPasswordInput
{
    /// <summary>Whose; from the link.</summary>
    public Guid PersonId { get; set; }

    /// <summary>The link's token.</summary>
    [Required, StringLength(2000)]
    public string Token { get; set; } = "";

    /// <summary>The new password.</summary>
    [NewPassword]
    public string NewPassword { get; set; } = "";
}
