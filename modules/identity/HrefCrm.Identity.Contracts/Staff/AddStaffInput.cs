using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Staff;

/// <summary>Who becomes HREF staff.</summary>
public class AddStaffInput
{
    /// <summary>E-mail address, in any case.</summary>
    [Required]
    [StringLength(PersonConsts.MaxEmailLength, ErrorMessage = "This is too long for an e-mail address.")]
    [RegularExpression(PersonConsts.EmailPattern, ErrorMessage = "This is not an e-mail address.")]
    public required string Email { get; set; }
}
