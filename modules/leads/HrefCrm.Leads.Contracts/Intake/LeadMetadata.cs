using System.Text.Json;
using System.Text.Json.Serialization;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// A JSON object as text, to the letter: the order of keys, duplicate keys, the spelling of numbers and escapes survive (contract, "Body").
/// </summary>
[JsonConverter(typeof(LeadMetadataJsonConverter))]
public sealed class LeadMetadata
{
    /// <summary>The object's text.</summary>
    public string Json { get; }

    internal LeadMetadata(string json) => Json = json;

    /// <summary>Takes a text that is one strict JSON object.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static LeadMetadata Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new LeadMetadata(document.RootElement.GetRawText());
        }
        catch (JsonException)
        {
        }

        throw new FormatException("Metadata must be a JSON object.");
    }

    /// <inheritdoc />
    public override string ToString() => Json;
}

/// <summary>Reads and writes <see cref="LeadMetadata"/> as the JSON object that it is.</summary>
internal sealed class LeadMetadataJsonConverter : JsonConverter<LeadMetadata>
{
    public override LeadMetadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new LeadMetadata(document.RootElement.GetRawText())
            : throw new JsonException("Metadata must be a JSON object.");
    }

    public override void Write(Utf8JsonWriter writer, LeadMetadata value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}
