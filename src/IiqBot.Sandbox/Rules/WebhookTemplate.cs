using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.Sandbox.Rules;

/// <summary>Fills placeholders. Strings are URL-encoded even in JSON; unresolved placeholders come out empty.</summary>
internal static partial class WebhookTemplate
{
    public static string Fill(string template, IReadOnlyDictionary<string, object?> values) =>
        template.Length == 0
            ? JsonSerializer.Serialize(values.ToDictionary(pair => pair.Key, pair => Text(pair.Value), StringComparer.Ordinal))
            : Placeholder().Replace(template, match => values.TryGetValue(match.Groups["name"].Value, out var value) ? Text(value) : "");

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            string text => Uri.EscapeDataString(text),
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+\.[A-Za-z]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
