using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity.Team;

/// <summary>Whom to invite.</summary>
public class InviteInput
{
    /// <summary>E-mail address, in any case.</summary>
    [Required(ErrorMessage = "Enter an e-mail address.")]
    [StringLength(PersonConsts.MaxEmailLength, ErrorMessage = "This is too long for an e-mail address.")]
    [RegularExpression(PersonConsts.EmailPattern, ErrorMessage = "This is not an e-mail address.")]
    public string Email { get; set; } = "";

    /// <summary>The role that the invite gives.</summary>
    [EnumDataType(typeof(WorkspaceRole))]
    public WorkspaceRole Role { get; set; }
}
