using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Api;

/// <summary>A call of a Web API method and its arguments, in whatever format they were sent.</summary>
internal sealed class ApiCall(string method, JsonElement arguments)
{
    public string Method { get; } = method;

    public JsonElement Arguments { get; } = arguments;

    /// <summary>An argument as text; null if it is missing.</summary>
    public string? Text(string name) =>
        Arguments.Property(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
            _ => null,
        };

    /// <summary>
    /// An argument that is JSON; a form carries it as text. Undefined if it is missing, and a plain string if it does not parse.
    /// </summary>
    public JsonElement? Json(string name) =>
        Arguments.Property(name) switch
        {
            { ValueKind: JsonValueKind.String } text => FakeSlack.Json.TryParse(text.GetString()!) ?? text,
            var value => value,
        };

    public bool Flag(string name) => Text(name) is "true" or "1";

    /// <summary>The arguments with these names, parsed.</summary>
    public JsonElement Take(params string[] names)
    {
        var taken = new JsonObject();
        foreach (var name in names)
        {
            var value = name is "blocks" or "attachments" or "metadata" ? Json(name) : Arguments.Property(name);
            if (value is { } given)
                taken[name] = given.ToNode();
        }

        return taken.ToElement();
    }
}

/// <summary>The answer of a method.</summary>
/// <param name="Error">The error; null for success.</param>
/// <param name="Body">The members beside <c>ok</c> and <c>error</c>.</param>
internal sealed record ApiAnswer(string? Error, JsonObject Body)
{
    /// <summary>What the bot did wrong, if the error is its own fault and not caused by the situation.</summary>
    public string? Violation { get; init; }

    public static ApiAnswer Ok(JsonObject? body = null) => new(null, body ?? []);

    /// <summary>The situation caused the error: a channel was archived, a message deleted.</summary>
    public static ApiAnswer Refused(string error) => new(error, []);

    /// <summary>The bot broke a documented rule.</summary>
    public static ApiAnswer Wrong(string error, string violation, IEnumerable<string>? messages = null)
    {
        string[] all = [.. messages ?? []];
        var body = new JsonObject();
        if (all.Length > 0)
            body["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. all.Select(m => (JsonNode)m)]) };
        return new ApiAnswer(error, body) { Violation = all.Length == 0 ? violation : $"{violation} {string.Join(' ', all)}" };
    }

    public static ApiAnswer Missing(string argument) => Wrong("invalid_arguments", $"the argument {argument} is missing.");
}

/// <summary>A Web API method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">Scopes of which the token needs one; none if empty.</param>
/// <param name="PerMinute">How many calls a minute its tier allows.</param>
/// <param name="Arguments">The arguments that it accepts.</param>
/// <param name="Handle">Carries it out.</param>
internal sealed record ApiMethod(string Name, string[] Scopes, int PerMinute, string[] Arguments, Func<ApiCall, ApiAnswer> Handle)
{
    public const int Tier2 = 20;
    public const int Tier3 = 50;
    public const int Tier4 = 100;

    /// <summary>A tier of its own that is "hundreds a minute".</summary>
    public const int Special = 300;

    /// <summary>Whether it takes JSON; reading methods take forms only (docs.slack.dev, Web API: "POST bodies").</summary>
    public bool TakesJson { get; init; } = true;

    /// <summary>Whether it needs the app-level token.</summary>
    public bool NeedsAppToken { get; init; }
}
