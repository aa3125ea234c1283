using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Tenancy.Settings;

/// <summary>How a workspace looks.</summary>
public class TenantSettingsDto
{
    /// <summary>Display name.</summary>
    [Required(ErrorMessage = "The workspace needs a name.")]
    [StringLength(TenantConsts.MaxNameLength, ErrorMessage = "The name must be at most 200 characters.")]
    [RegularExpression(TenantConsts.OneLinePattern, ErrorMessage = "The name must be one line.")]
    public string Name { get; set; } = "";

    /// <summary>One line under the name; null or blank for none.</summary>
    [StringLength(TenantConsts.MaxTaglineLength, ErrorMessage = "The tagline must be at most 300 characters.")]
    [RegularExpression(TenantConsts.OneLinePattern, ErrorMessage = "The tagline must be one line.")]
    public string? Tagline { get; set; }

    /// <summary>The workspace's color, <c>#rrggbb</c>.</summary>
    [Required(ErrorMessage = "The workspace needs a color.")]
    [RegularExpression("#[0-9a-fA-F]{6}", ErrorMessage = "Write the color as #rrggbb, such as #3b82f6.")]
    public string PrimaryColor { get; set; } = TenantConsts.DefaultPrimaryColor;

    /// <summary>As it was read, so that a colleague's change in between is noticed; null to change whatever is there.</summary>
    public string? ConcurrencyStamp { get; set; }
}
