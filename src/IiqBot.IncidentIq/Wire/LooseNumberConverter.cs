using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Reads a number that may come as a text, or with a fraction although it should be whole. Any other value is null.</summary>
internal sealed class LooseNumberConverter<T> : JsonConverter<T?>
    where T : struct, INumber<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double? number = reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDouble(out var plain) => plain,
            JsonTokenType.String
                when double.TryParse(reader.TextOrNull(), NumberStyles.Float, CultureInfo.InvariantCulture, out var typed) => typed,
            _ => null,
        };
        reader.Skip();
        return number is { } known && double.IsFinite(known) ? T.CreateSaturating(known) : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteRawValue(number.ToString(null, CultureInfo.InvariantCulture));
        else
            writer.WriteNullValue();
    }
}
