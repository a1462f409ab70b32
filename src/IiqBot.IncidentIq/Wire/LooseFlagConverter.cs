using System.Text.Json;
using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Reads a yes or no that may come as a text or a number. Any other value is null.</summary>
internal class LooseFlagConverter : JsonConverter<bool?>
{
    /// <inheritdoc/>
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var said = reader.TokenType switch
        {
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Number => reader.TryGetDouble(out var number) && number != 0 ? "true" : "false",
            JsonTokenType.String => reader.TextOrNull(),
            _ => null,
        };
        reader.Skip();
        return said?.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "y" or "1" => true,
            "false" or "no" or "n" or "0" => false,
            "" => null,
            _ => Unclear(),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
            writer.WriteBooleanValue(flag);
        else
            writer.WriteNullValue();
    }

    /// <summary>Returns the result for a value that is neither yes nor no.</summary>
    protected virtual bool? Unclear() => null;
}

/// <summary>
/// Reads a yes or no that decides who may see or do something. It never guesses: if the value is neither, the record cannot be read.
/// </summary>
internal sealed class DecidingFlagConverter : LooseFlagConverter
{
    /// <inheritdoc/>
    protected override bool? Unclear() => throw new JsonException("A yes or no that must be known is neither.");
}
