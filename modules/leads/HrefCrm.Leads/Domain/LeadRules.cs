using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using HrefCrm.Leads.Intake;

namespace HrefCrm.Leads.Domain;

/// <summary>What a lead's fields must keep to, wherever they come from (contract, "Body").</summary>
public static partial class LeadRules
{
    internal const string NotAString = "Must be a string";
    internal const string NotAnObject = "Must be an object";
    internal const string Unstorable = "Contains a character that cannot be stored";

    /// <summary>Trims the fields, makes blank ones null and the e-mail lower-case, and checks them all.</summary>
    /// <returns>Every broken field, in the contract's order; empty if the lead may be stored.</returns>
    public static IReadOnlyList<ValidationResult> Apply(IntakeInput input) => Apply(input, null);

    /// <param name="input">The fields.</param>
    /// <param name="unreadable">What is wrong with fields that could not be read into <paramref name="input"/>, by name.</param>
    internal static IReadOnlyList<ValidationResult> Apply(IntakeInput input, Dictionary<string, string>? unreadable)
    {
        List<ValidationResult>? problems = null;
        foreach (var field in LeadFields.Texts)
        {
            var problem = unreadable?.GetValueOrDefault(field.Name) ?? Tidy(field, input);
            if (problem is null && field == LeadFields.Email)
                problem = CheckEmail(input, hasPhone: !string.IsNullOrWhiteSpace(input.Phone) || unreadable?.ContainsKey("phone") == true);
            if (problem is not null)
                (problems ??= []).Add(new ValidationResult(problem, [field.Name]));
        }

        if (unreadable?.GetValueOrDefault(LeadFields.MetadataName) is { } metadataProblem)
            (problems ??= []).Add(new ValidationResult(metadataProblem, [LeadFields.MetadataName]));
        return problems ?? (IReadOnlyList<ValidationResult>)[];
    }

    private static string? Tidy(LeadField field, IntakeInput input)
    {
        var sent = field.Get(input);
        if (sent is null)
            return null;

        var text = sent.Trim();
        field.Set(input, text.Length == 0 ? null : text);
        if (!IsStorable(text))
            return Unstorable;
        return text.Length > field.MaxLength ? $"Must be at most {field.MaxLength} characters" : null;
    }

    private static string? CheckEmail(IntakeInput input, bool hasPhone)
    {
        if (input.Email is null)
            return hasPhone ? null : "At least one of email or phone is required";
        if (!EmailAddress().IsMatch(input.Email))
            return "Must be a valid email address";
        input.Email = input.Email.ToLowerInvariant();
        return null;
    }

    // PostgreSQL's text takes neither NUL nor half a surrogate pair.
    private static bool IsStorable(string text)
    {
        if (text.Contains('\0'))
            return false;
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    // The pattern of the HTML living standard's email input, with at least one dot in the domain.
    [GeneratedRegex(
        @"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+\z")]
    private static partial Regex EmailAddress();
}
