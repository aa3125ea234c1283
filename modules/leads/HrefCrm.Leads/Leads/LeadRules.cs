using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace HrefCrm.Leads.Leads;

/// <summary>What a lead's fields must keep to, wherever they come from (contract, "Body").</summary>
public static partial class LeadRules
{
    internal const string NotAString = "Must be a string";
    internal const string NotAnObject = "Must be an object";
    internal const string Unstorable = "Contains a character that cannot be stored";

    // They take no width, and come along when an address is copied.
    private static readonly SearchValues<char> Unseen = SearchValues.Create('\u200b', '\u2060', '\ufeff');

    /// <summary>Trims the fields, makes blank ones null and the e-mail lower-case without zero-width characters, and checks them all.</summary>
    /// <returns>Every broken field, in the contract's order; empty if the lead may be stored.</returns>
    public static IReadOnlyList<ValidationResult> NormalizeAndValidate(LeadDetails details) => NormalizeAndValidate(details, null);

    /// <param name="details">The fields.</param>
    /// <param name="unreadable">What is wrong with fields that could not be read into <paramref name="details"/>, by name.</param>
    internal static IReadOnlyList<ValidationResult> NormalizeAndValidate(LeadDetails details, Dictionary<string, string>? unreadable)
    {
        List<ValidationResult>? problems = null;
        foreach (var field in LeadFields.Texts)
        {
            var problem = unreadable?.GetValueOrDefault(field.Name) ?? Normalize(field, details);
            if (problem is null && field == LeadFields.Email)
                problem = CheckEmail(details, hasPhone: !string.IsNullOrWhiteSpace(details.Phone) || unreadable?.ContainsKey(LeadFields.Phone.Name) == true);
            if (problem is not null)
                (problems ??= []).Add(new ValidationResult(problem, [field.Name]));
        }

        if (unreadable?.GetValueOrDefault(LeadFields.Metadata) is { } metadataProblem)
            (problems ??= []).Add(new ValidationResult(metadataProblem, [LeadFields.Metadata]));
        return problems ?? (IReadOnlyList<ValidationResult>)[];
    }

    private static string? Normalize(LeadField field, LeadDetails details)
    {
        var sent = field.Get(details);
        if (sent is null)
            return null;

        var text = (field == LeadFields.Email ? WithoutUnseen(sent) : sent).Trim();
        field.Set(details, text.Length == 0 ? null : text);
        if (!IsStorable(text))
            return Unstorable;
        return text.Length > field.MaxLength ? $"Must be at most {field.MaxLength} characters" : null;
    }

    private static string WithoutUnseen(string text) =>
        text.AsSpan().ContainsAny(Unseen) ? string.Concat(text.Where(c => !Unseen.Contains(c))) : text;

    private static string? CheckEmail(LeadDetails details, bool hasPhone)
    {
        if (details.Email is null)
            return hasPhone ? null : "At least one of email or phone is required";
        if (!EmailAddress().IsMatch(details.Email))
            return "Must be a valid email address";
        details.Email = details.Email.ToLowerInvariant();
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

    [GeneratedRegex($@"^{EmailPattern.Value}\z")]
    private static partial Regex EmailAddress();
}
