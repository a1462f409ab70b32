using System.Text.Json;
using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.Hosting;
using IiqBot.FakeSlack.World;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Client;

/// <summary>The response URLs in payloads: five uses within 30 minutes (docs.slack.dev, handling user interaction).</summary>
internal sealed class ResponseUrls(
    FakeSlackOptions options,
    SlackWorld world,
    FakeUrls urls,
    Posting posting,
    FakeFaults faults,
    CallLog calls,
    ViolationList violations
)
{
    public const int MostUses = 5;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private static readonly string[] Members =
    [
        "text",
        "blocks",
        "attachments",
        "metadata",
        "thread_ts",
        "response_type",
        "replace_original",
        "delete_original",
        "mrkdwn",
        "parse",
        "link_names",
        "unfurl_links",
        "unfurl_media",
    ];

    private readonly Dictionary<string, Issued> _issued = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private sealed record Issued(FakeChannel Channel, FakePerson Person, FakeMessage? Source, DateTimeOffset At)
    {
        public int Uses { get; set; }
    }

    /// <param name="kind"><c>commands</c> or <c>actions</c>.</param>
    /// <param name="channel">Where its messages appear.</param>
    /// <param name="person">Who sees the ephemeral ones.</param>
    /// <param name="source">The message it may replace or delete; null after a slash command.</param>
    public Uri Issue(string kind, FakeChannel channel, FakePerson person, FakeMessage? source)
    {
        var secret = Guid.NewGuid().ToString("n");
        lock (_gate)
        {
            _issued.Add(secret, new Issued(channel, person, source, world.Now));
        }

        return urls.Of($"{kind}/{options.TeamId}/{secret}");
    }

    public async Task HandleAsync(HttpContext http, string secret)
    {
        if (await faults.ApplyAsync(FakeFaults.ResponseUrl, http) is { } fault)
        {
            if (fault.Status > 0)
                http.Response.StatusCode = fault.Status;
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var body = Json.TryParse(await reader.ReadToEndAsync(http.RequestAborted));
        var answer =
            !http.Request.HasJsonContentType() || body is not { ValueKind: JsonValueKind.Object } message
                ? ApiAnswer.Wrong("invalid_payload", "a response URL takes a JSON object, as application/json.")
                : Use(secret, message);
        if (answer.Violation is { } violation)
            violations.Add($"response_url: {answer.Error}, {violation}");
        calls.Add(FakeFaults.ResponseUrl, body ?? default, answer.Error);
        http.Response.StatusCode = answer.Error switch
        {
            null => StatusCodes.Status200OK,
            "used_url" or "expired_url" or "invalid_url" => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        };
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.Error is { } error ? $$"""{"ok":false,"error":"{{error}}"}""" : """{"ok":true}""");
    }

    /// <summary>
    /// Shows a message that the bot sent outside a method call: to a response URL, or as the acknowledgement of a slash command.
    /// </summary>
    public ApiAnswer Show(FakeChannel channel, FakePerson person, FakeMessage? source, JsonElement message)
    {
        if (message.EnumerateObject().Select(m => m.Name).Except(Members).FirstOrDefault() is { } unknown)
            violations.Add($"a message at a response URL has no member {unknown}.");
        if (message.Property("response_type") is { } type && type.ToString() is not ("ephemeral" or "in_channel"))
            return ApiAnswer.Wrong("invalid_response_type", $"response_type {type} is neither ephemeral nor in_channel.");
        var (replaces, deletes) = (message.IsTrue("replace_original"), message.IsTrue("delete_original"));
        if ((replaces || deletes) && source is null)
            return ApiAnswer.Wrong(
                "no_original",
                "there is no original message to replace or delete: the person used a command or a shortcut."
            );
        if ((replaces || deletes) && source!.IsDeleted)
            return ApiAnswer.Refused("message_not_found");
        if (deletes)
        {
            posting.Delete(source!);
            return ApiAnswer.Ok();
        }

        if (posting.Refuse(message, channel) is { } wrong)
            return wrong;
        if (replaces)
            posting.Replace(source!, message);
        else
            posting.Add(channel, message, message.Text("response_type") == "in_channel" ? null : person);
        return ApiAnswer.Ok();
    }

    private ApiAnswer Use(string secret, JsonElement message)
    {
        Issued? issued;
        lock (_gate)
        {
            if (!_issued.TryGetValue(secret, out issued))
                return ApiAnswer.Wrong("invalid_url", "nobody gave that URL out.");
            if (world.Now - issued.At > Life)
                return ApiAnswer.Wrong("expired_url", $"a response URL lives {Life.TotalMinutes} minutes.");
            if (++issued.Uses > MostUses)
                return ApiAnswer.Wrong("used_url", $"a response URL is good for {MostUses} uses.");
        }

        return Show(issued.Channel, issued.Person, issued.Source, message);
    }
}
