using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Invites;

/// <summary>Accepts an invite with a new account.</summary>
public class AcceptAsNewInput
{
    /// <summary>The link's token.</summary>
    [Required, StringLength(1000)]
    public string Token { get; set; } = "";

    /// <summary>The new account's password.</summary>
    [NewPassword]
    public string NewPassword { get; set; } = "";
}
