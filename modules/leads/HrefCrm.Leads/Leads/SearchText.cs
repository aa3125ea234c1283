using System.Text.RegularExpressions;
using AnyAscii;

namespace HrefCrm.Leads.Leads;

/// <summary>What a lead is found by, and what is looked for, brought into the same letters: lower case and without accents.</summary>
public static partial class SearchText
{
    /// <summary>Longest text that is searched for; what is longer is cut.</summary>
    public const int MaxLength = 200;

    private const int MaxTerms = 8;

    /// <summary>The text that a lead is found in.</summary>
    /// <param name="lead">The lead's details.</param>
    /// <param name="phone">Its phone number by <see cref="PhoneNumber.Normalize"/>.</param>
    public static string Of(LeadDetails lead, string? phone) => Fold(string.Join(
        ' ', new[] { lead.FirstName, lead.LastName, lead.Email, lead.Phone, Digits(lead.Phone), Digits(phone), lead.Source }.Where(part => part?.Length > 0)));

    /// <summary>What must all be found in a lead's text, each as it stands.</summary>
    /// <param name="typed">What somebody typed into the search field.</param>
    /// <param name="country">The country of phone numbers without one.</param>
    /// <returns>None if there is nothing to look for.</returns>
    public static IReadOnlyList<string> TermsOf(string? typed, string country)
    {
        var text = (typed ?? "").Trim();
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        // A number is one thing, however it is grouped; of a part of one, zeros in front may stand for what the whole begins with.
        if (Number().Match(text) is { Success: true } number && number.Groups[1].Value is var typedNumber)
            return [PhoneNumber.Normalize(typedNumber, country) is ['+', .. var digits] ? digits : Digits(typedNumber)!.TrimStart('0')];
        return [.. Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MaxTerms)];
    }

    private static string Fold(string text) => text.Transliterate().ToLowerInvariant();

    [GeneratedRegex(@"^(?:p:|tel:)?([ +\-()./]*[0-9][ +\-()./0-9]*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    private static string? Digits(string? phone) => phone is null ? null : string.Concat(phone.Where(char.IsAsciiDigit));
}
