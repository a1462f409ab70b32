using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

/// <summary>Small valid pieces of Block Kit from which cases are made.</summary>
internal static class Bricks
{
    public static string X(int length) => new('x', length);

    public static JsonObject O(string type, params (string Name, object? Value)[] members)
    {
        var json = new JsonObject();
        if (type.Length > 0)
            json["type"] = type;
        foreach (var (name, value) in members)
            json[name] = value is JsonNode node ? node : JsonSerializer.SerializeToNode(value);
        return json;
    }

    public static JsonArray Times(int count, Func<int, JsonNode> item) => new([.. Enumerable.Range(0, count).Select(item)]);

    public static JsonObject Plain(int length = 1) => O("plain_text", ("text", X(length)));

    public static JsonObject Mrkdwn(int length = 1) => O("mrkdwn", ("text", X(length)));

    public static JsonObject Button(params (string, object?)[] members) =>
        With(O("button", ("action_id", "a"), ("text", Plain())), members);

    public static JsonObject Option(int i = 0, params (string, object?)[] members) =>
        With(O("", ("text", Plain()), ("value", $"v{i}")), members);

    public static JsonObject Actions(params JsonNode[] elements) => O("actions", ("elements", new JsonArray(elements)));

    public static JsonObject Input(JsonNode element, params (string, object?)[] members) =>
        With(O("input", ("label", Plain()), ("element", element)), members);

    public static JsonObject Section(params (string, object?)[] members) => O("section", members);

    public static JsonObject Select(string type, params (string, object?)[] members) => With(O(type, ("action_id", "a")), members);

    public static JsonObject Image(params (string, object?)[] members) => With(O("image", ("alt_text", "x")), members);

    public static JsonObject Message(params JsonNode[] blocks) => O("", ("text", "x"), ("blocks", new JsonArray(blocks)));

    public static JsonObject Modal(params JsonNode[] blocks) =>
        O("modal", ("title", Plain()), ("submit", Plain()), ("blocks", new JsonArray(blocks)));

    public static JsonObject With(JsonObject json, params (string Name, object? Value)[] members)
    {
        foreach (var (name, value) in members)
            json[name] = value is JsonNode node ? node : JsonSerializer.SerializeToNode(value);
        return json;
    }
}
