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

    /// <summary>
    /// The pending invite for the address that was seen, <see cref="Guid.Empty"/> for none: if there is another by now, none is made. Null to invite
    /// whatever there is.
    /// </summary>
    public Guid? PendingInviteId { get; set; }

    /// <summary>The role that the invite gives.</summary>
    [EnumDataType(typeof(WorkspaceRole))]
    public WorkspaceRole Role { get; set; }
}
