using System.Globalization;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.BlockKit;

namespace IiqBot.FakeSlack;

/// <summary>What Slack's own client checks in a form before it submits; the bot never gets an invalid form.</summary>
internal static class InputRules
{
    /// <returns>Why the form cannot be submitted; null if this input is valid.</returns>
    public static string? Refusal(Control control, JsonNode? value)
    {
        var isEmpty =
            value is null or JsonArray { Count: 0 }
            || (value is JsonValue text && text.TryGetValue<string>(out var typed) && typed.Trim().Length == 0);
        if (isEmpty)
            return control.IsOptional ? null : "is required.";
        return control.Type switch
        {
            "plain_text_input" => Length(control, (string)value!),
            "email_text_input" when !((string)value!).Contains('@', StringComparison.Ordinal) => "is no e-mail address.",
            "url_text_input" when !Uri.TryCreate((string)value!, UriKind.Absolute, out _) => "is no URL.",
            "datepicker" when !Elements.IsDay((string)value!) => "is no day.",
            "number_input" => Range(control, (string)value!),
            _ => value is JsonArray many && many.Count > (control.Element.Whole("max_selected_items") ?? int.MaxValue)
                ? "holds too many."
                : null,
        };
    }

    private static string? Length(Control control, string text)
    {
        var length = Shape.Length(text);
        return length < (control.Element.Whole("min_length") ?? 0) ? "is too short."
            : length > (control.Element.Whole("max_length") ?? 3000) ? "is too long."
            : null;
    }

    private static string? Range(Control control, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return "is no number.";
        if (!control.Element.IsTrue("is_decimal_allowed") && number != decimal.Truncate(number))
            return "is no whole number.";
        return number < Bound(control, "min_value") ? "is too small."
            : number > Bound(control, "max_value") ? "is too large."
            : null;
    }

    private static decimal? Bound(Control control, string name) =>
        decimal.TryParse(control.Element.Text(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var bound) ? bound : null;
}
