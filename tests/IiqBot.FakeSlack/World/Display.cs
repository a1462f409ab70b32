using System.Text.Json;

namespace IiqBot.FakeSlack;

/// <summary>What a person can read in blocks.</summary>
internal static class Display
{
    /// <summary>Menus and confirmations are closed until a person opens them.</summary>
    private static readonly string[] Closed = ["options", "option_groups", "confirm", "initial_option", "initial_options"];

    /// <summary>The texts in their order, one per line.</summary>
    public static string Words(JsonElement blocks) => string.Join('\n', Texts(blocks));

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(Of),
            _ => [],
        };

    private static IEnumerable<string> Of(JsonProperty member) =>
        member switch
        {
            { Name: "text" or "alt_text" or "title" or "initial_value", Value.ValueKind: JsonValueKind.String } =>
            [
                member.Value.GetString()!,
            ],
            _ => Closed.Contains(member.Name) ? [] : Texts(member.Value),
        };
}
