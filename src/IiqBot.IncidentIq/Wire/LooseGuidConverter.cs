using System.Text.Json;
using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>
/// Reads an id. An unset id is sent as null, as zeros, as an empty text, or not at all; all of them become null
/// (docs/reference/incident-iq.md, "Missing members").
/// </summary>
internal sealed class LooseGuidConverter : JsonConverter<Guid?>
{
    /// <inheritdoc/>
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        return Guid.TryParse(reader.TextOrNull(), out var id) && id != Guid.Empty ? id : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options)
    {
        if (value is { } id)
            writer.WriteStringValue(id);
        else
            writer.WriteNullValue();
    }
}
