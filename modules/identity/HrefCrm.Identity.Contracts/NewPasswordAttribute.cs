using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Identity;

/// <summary>The one rule for a new password: its length.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NewPasswordAttribute : ValidationAttribute
{
    /// <inheritdoc />
    public override bool IsValid(object? value) =>
        value is string { Length: >= PersonConsts.MinPasswordLength and <= PersonConsts.MaxPasswordLength };

    /// <inheritdoc />
    public override string FormatErrorMessage(string name) =>
        $"Use {PersonConsts.MinPasswordLength} to {PersonConsts.MaxPasswordLength} characters.";
}
