using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Reads a text that may come as a number (ticket numbers). Any other value is null.</summary>
internal sealed class LooseStringConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.TextOrNull();
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
