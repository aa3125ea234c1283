using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HrefCrm.Leads.Leads;
using Volo.Abp.Validation;

namespace HrefCrm.Leads.Intake;

/// <summary>Reads an intake body (contract, "Body"): strict JSON, field by field, so that every broken field is known at once.</summary>
internal static class IntakeBodyReader
{
    private const string NotJson = "Body is not valid JSON";

    /// <exception cref="AbpValidationException">The body, or fields of it, cannot be read; the readable ones were checked as well.</exception>
    public static LeadDetails Read(ReadOnlySpan<byte> body, int maxDepth)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        if (!Utf8.IsValid(body))
            throw Refused(NotJson);

        // The reader's own bound would leave no telling depth from syntax, so it is set past ours.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var details = new LeadDetails();
        Dictionary<string, string>? unreadable;
        try
        {
            unreadable = ReadObject(ref reader, body, maxDepth, details);
        }
        catch (JsonException)
        {
            throw Refused(NotJson);
        }

        if (unreadable is { Count: > 0 })
            throw Refused(LeadRules.NormalizeAndValidate(details, unreadable));
        return details;
    }

    private static Dictionary<string, string>? ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int maxDepth, LeadDetails details)
    {
        Dictionary<string, string>? unreadable = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            SkipValue(ref reader, maxDepth);
            reader.Read();
            throw Refused("Body must be a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FindField(ref reader, out var isMetadata);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var type = reader.TokenType;
            string? problem = null;
            if (field is not null && type is JsonTokenType.String or JsonTokenType.Null)
                field.Set(details, TryGetString(ref reader, out problem));
            else if (field is not null)
                problem = LeadRules.NotAString;
            else if (isMetadata && type != JsonTokenType.StartObject && !IsAbsentMetadata(reader))
                problem = LeadRules.NotAnObject;

            SkipValue(ref reader, maxDepth);
            if (isMetadata)
                details.Metadata = type == JsonTokenType.StartObject ? Encoding.UTF8.GetString(body[start..(int)reader.BytesConsumed]) : null;

            // The last of a duplicated field counts, whether it is right or wrong.
            var name = isMetadata ? LeadFields.Metadata : field?.Name;
            if (problem is not null)
                (unreadable ??= [])[name!] = problem;
            else if (name is not null)
                unreadable?.Remove(name);
        }

        // Anything behind the object makes the reader throw here.
        reader.Read();
        return unreadable;
    }

    private static LeadField? FindField(ref Utf8JsonReader reader, out bool isMetadata)
    {
        isMetadata = false;
        try
        {
            foreach (var field in LeadFields.Texts)
            {
                if (reader.ValueTextEquals(field.Utf8Name))
                    return field;
            }

            isMetadata = reader.ValueTextEquals(LeadFields.Metadata);
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair is nobody's.
        }

        return null;
    }

    // PHP writes an object without members as an empty array. The reader is a copy, which may go ahead.
    private static bool IsAbsentMetadata(Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => true,
        JsonTokenType.String => string.IsNullOrWhiteSpace(TryGetString(ref reader, out var problem)) && problem is null,
        JsonTokenType.StartArray => reader.Read() && reader.TokenType == JsonTokenType.EndArray,
        _ => false,
    };

    private static string? TryGetString(ref Utf8JsonReader reader, out string? problem)
    {
        problem = null;
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            problem = LeadRules.Unstorable;
            return null;
        }
    }

    private static void SkipValue(ref Utf8JsonReader reader, int maxDepth)
    {
        var outer = reader.CurrentDepth;
        while (true)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (reader.CurrentDepth >= maxDepth)
                    throw Refused($"Body is nested more than {maxDepth} levels deep");
            }
            else if (reader.CurrentDepth == outer)
            {
                return;
            }

            reader.Read();
        }
    }

    private static AbpValidationException Refused(string bodyProblem) => Refused([new ValidationResult(bodyProblem, [""])]);

    private static AbpValidationException Refused(IReadOnlyList<ValidationResult> problems) => new("The body did not pass validation.", [.. problems]);
}
