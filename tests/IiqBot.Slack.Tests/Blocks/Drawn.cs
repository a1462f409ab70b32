using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.FakeSlack;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Turns;

namespace IiqBot.Slack.Tests.Blocks;

/// <summary>The renderer's output, and what tests ask about it.</summary>
internal sealed record Drawn(JsonElement Root, Func<JsonElement, IReadOnlyList<string>> Check)
{
    public static Drawn Message(Card card) =>
        new(
            Parse(w =>
            {
                w.WriteStartObject();
                BlockKitRenderer.WriteMessage(w, card);
                w.WriteEndObject();
            }),
            BlockKitRules.CheckMessage
        );

    public static Drawn CardView(Card card) => new(Parse(w => BlockKitRenderer.WriteCardView(w, card, "{}")), BlockKitRules.CheckModal);

    public static Drawn Home(Card card) => new(Parse(w => BlockKitRenderer.WriteHome(w, card)), BlockKitRules.CheckHome);

    public static Drawn Of(Form form) =>
        new(
            Parse(w =>
                BlockKitRenderer.WriteForm(
                    w,
                    form,
                    new ViewMetadata(new ReplyRoute { Channel = "C1" }, form.Hidden.With(Form.InstanceKey, form.InstanceId).Values).Write()
                )
            ),
            BlockKitRules.CheckModal
        );

    /// <summary>The rules of Slack that the output breaks; empty if Slack would accept it.</summary>
    public IReadOnlyList<string> Broken => Check(Root);

    /// <summary>The texts of all text objects or runs of one type, in order.</summary>
    public IEnumerable<string> Texts(string type) =>
        Objects(Root).Where(o => Text(o, "type") == type).Select(o => Text(o, "text")).OfType<string>();

    /// <summary>All objects of a type, in order.</summary>
    public IEnumerable<JsonElement> All(string type) => Objects(Root).Where(o => Text(o, "type") == type);

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Parse(Action<Utf8JsonWriter> write) => JsonDocument.Parse(BlockKitRenderer.Bytes(write)).RootElement;

    private static IEnumerable<JsonElement> Objects(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Objects);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return element.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(element);
    }
}
