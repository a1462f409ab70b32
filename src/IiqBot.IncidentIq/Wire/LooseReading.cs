using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Reads what may be of another shape than promised.</summary>
internal static class LooseReading
{
    /// <summary>The value, or null where it has another shape. Either way the reader then stands at its end.</summary>
    public static T? ReadOrSkip<T>(this ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (typeof(T).IsClass && reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        var start = reader;
        try
        {
            return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        }
        catch (JsonException)
        {
            reader = start;
            reader.Skip();
            return default;
        }
    }

    /// <summary>The text; null where it is no valid one (half a character, bytes that are no UTF-8).</summary>
    public static string? TextOrNull(this ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="TextOrNull(ref Utf8JsonReader)"/>
    public static string? TextOrNull(this JsonElement element)
    {
        try
        {
            return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
