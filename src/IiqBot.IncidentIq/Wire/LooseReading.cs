using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Reads values that may have another shape than promised.</summary>
internal static class LooseReading
{
    /// <summary>Returns the value, or null if it has another shape. In both cases the reader ends up at the end of the value.</summary>
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

    /// <summary>Returns the text; null if it is invalid (an unpaired surrogate, bytes that are not UTF-8).</summary>
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
