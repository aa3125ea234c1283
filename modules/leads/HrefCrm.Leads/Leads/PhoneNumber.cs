using System.Buffers;
using PhoneNumbers;

namespace HrefCrm.Leads.Leads;

/// <summary>A phone number in one spelling, whatever the way in which it was typed, so that the same number is found again.</summary>
public static class PhoneNumber
{
    private const int FewestDigits = 5;

    private static readonly SearchValues<char> Beginnings = SearchValues.Create("+0123456789(");

    /// <summary>Brings a number into international form (E.164), such as <c>+49305550199</c>.</summary>
    /// <param name="phone">As it was typed: <c>+49 30 5550199</c>, <c>0049305550199</c>, <c>p:+49305550199</c>.</param>
    /// <param name="country">The country (ISO 3166, two letters) of numbers without one.</param>
    /// <returns>
    /// The international form; the digits alone of what is no number there; null for what is a placeholder (<c>0</c>, <c>-</c>, <c>n/a</c>,
    /// <c>0000000</c>) or none.
    /// </returns>
    public static string? Normalize(string? phone, string country)
    {
        if (phone is null)
            return null;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (digits.Length < FewestDigits || digits.AsSpan().IndexOfAnyExcept(digits[0]) < 0)
            return null;

        try
        {
            var util = PhoneNumberUtil.GetInstance();
            // What is called abroad by 00 from most countries is meant so wherever it is typed.
            var typed = phone[phone.AsSpan().IndexOfAny(Beginnings)..];
            var number = util.Parse(typed.StartsWith("00", StringComparison.Ordinal) ? "+" + typed[2..] : typed, country);
            return util.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE ? util.Format(number, PhoneNumberFormat.E164) : digits;
        }
        catch (NumberParseException)
        {
            return digits;
        }
    }
}
