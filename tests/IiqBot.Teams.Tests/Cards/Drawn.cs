using System.Buffers;
using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>A card as the renderer wrote it, and what tests ask about it.</summary>
internal sealed class Drawn
{
    private Drawn(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        Bytes = buffer.WrittenCount;
        Root = JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    public static Drawn Of(Card card) => new(w => AdaptiveCardRenderer.WriteCard(w, card));

    public static Drawn Of(Form form) => new(w => AdaptiveCardRenderer.WriteForm(w, form));

    public static Drawn Notice(string title, string text, IReadOnlyList<CardAction> actions) =>
        new(w => AdaptiveCardRenderer.WriteNotice(w, title, text, actions));

    /// <summary>The size in UTF-8 with the strictest encoder.</summary>
    public int Bytes { get; }

    public JsonElement Root { get; }

    /// <summary>All objects of a type, in order.</summary>
    public IEnumerable<JsonElement> All(string type) => Objects(Root).Where(element => Text(element, "type") == type);

    /// <summary>All objects with a type, in order.</summary>
    public IEnumerable<JsonElement> Typed => Objects(Root).Where(element => Text(element, "type") is not null);

    /// <summary>The texts of all runs and text blocks, in order.</summary>
    public IReadOnlyList<string> Texts => [.. Typed.SelectMany(TextsOf)];

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A run without formatting is a plain string.
    private static IEnumerable<string> TextsOf(JsonElement element) =>
        Text(element, "type") switch
        {
            "TextBlock" => [Text(element, "text")!],
            "RichTextBlock" => element
                .GetProperty("inlines")
                .EnumerateArray()
                .Select(run => run.ValueKind == JsonValueKind.String ? run.GetString()! : Text(run, "text")!),
            _ => [],
        };

    private static IEnumerable<JsonElement> Objects(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Objects);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return element.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(element);
    }
}
