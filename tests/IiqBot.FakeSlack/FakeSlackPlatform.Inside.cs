using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.Client;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack;

/// <content>What the clients of people need.</content>
public sealed partial class FakeSlackPlatform
{
    private const int LongestText = 40_000;

    internal SlackApp App => _options.App;

    internal string BotUserId => _options.BotUserId;

    internal Payloads Payloads => _payloads;

    internal ViewStacks Stacks => _stacks;

    internal JsonObject Describe(FakeView view) => ViewJson.Of(view, _options);

    internal FakeFile FileOf(string id) => _world.File(id) ?? throw new InvalidOperationException($"There is no file {id}.");

    /// <summary>The events of a person's message to which the app is subscribed.</summary>
    internal IEnumerable<SlackRequest> EventsOf(FakeMessage message)
    {
        var channel = message.Channel;
        var kind = channel.Kind switch
        {
            ChannelKind.Im => "im",
            ChannelKind.Mpim => "mpim",
            ChannelKind.Private => "groups",
            _ => "channels",
        };
        // Only member apps get messages, but the app that owns a link's domain gets links everywhere: is_bot_user_member says whether it is
        // a member.
        if (channel.HasBot && App.Events.Contains("message." + kind))
        {
            var inner = Inner(message, "message");
            inner["channel_type"] = kind switch
            {
                "groups" => "group",
                "channels" => "channel",
                _ => kind,
            };
            if (message.Files.Count > 0)
                inner["subtype"] = "file_share";
            if (message.Content.Text("subtype") == "thread_broadcast")
                inner["root"] = Describe(channel.Find(message.ThreadTs!)!);
            yield return ComposeEvent(inner, message.Author, channel, "message." + kind);
        }

        // In its own direct messages a mention is an ordinary message.
        if (
            channel.HasBot
            && channel.Kind != ChannelKind.Im
            && message.Text.Contains(Mention, StringComparison.Ordinal)
            && App.Events.Contains("app_mention")
        )
            yield return ComposeEvent(Inner(message, "app_mention"), message.Author, channel);

        if (App.Events.Contains("link_shared") && Links(message).Count > 0)
            yield return LinksOf(message, "conversations_history");
    }

    /// <summary>A message as an attachment of another, as when a person forwards it. Its files are included.</summary>
    internal JsonObject ShareOf(FakeMessage message)
    {
        var author = message.Author;
        var share = new JsonObject
        {
            ["id"] = 1,
            ["is_share"] = true,
            ["is_msg_unfurl"] = true,
            ["author_id"] = author?.Id ?? _options.BotUserId,
            ["author_name"] = author?.Name ?? "IiqBot",
            ["text"] = message.Text,
            ["fallback"] = $"[November 23rd, 2026 9:00 AM] {author?.Handle ?? "iiqbot"}: {message.Text}",
            ["from_url"] = PermalinkOf(message),
            ["channel_id"] = message.Channel.Id,
            ["channel_team"] = _options.TeamId,
            ["ts"] = message.Ts,
            ["footer"] = "Slack Conversation",
            ["mrkdwn_in"] = new JsonArray("text"),
            ["message_blocks"] = new JsonArray(
                new JsonObject
                {
                    ["team"] = _options.TeamId,
                    ["channel"] = message.Channel.Id,
                    ["ts"] = message.Ts,
                    ["message"] = new JsonObject { ["blocks"] = message.Content.Property("blocks")?.ToNode() ?? new JsonArray() },
                }
            ),
        };
        if (message.Files.Count > 0)
            share["files"] = new JsonArray([.. message.Files.Select(file => file.ToJson())]);
        return share;
    }

    /// <summary>The <c>link_shared</c> event of a message.</summary>
    internal SlackRequest LinksOf(FakeMessage message, string source)
    {
        var inner = new JsonObject
        {
            ["type"] = "link_shared",
            ["user"] = message.Author!.Id,
            ["channel"] = source == "composer" ? "COMPOSER" : message.Channel.Id,
            ["message_ts"] = source == "composer" ? Guid.NewGuid().ToString() : message.Ts,
            ["unfurl_id"] = _unfurls.Offer(message),
            ["source"] = source,
            ["is_bot_user_member"] = message.Channel.HasBot,
            ["links"] = Links(message),
        };
        if (message.ThreadTs is { } thread)
            inner["thread_ts"] = thread;
        return ComposeEvent(inner, message.Author, message.Channel);
    }

    /// <summary>The event for an edited or deleted message.</summary>
    internal SlackRequest ChangeOf(FakeMessage message, string subtype, JsonObject before)
    {
        var inner = new JsonObject
        {
            ["type"] = "message",
            ["subtype"] = subtype,
            ["hidden"] = true,
            ["channel"] = message.Channel.Id,
            ["ts"] = _world.NewStamp(),
            ["previous_message"] = before,
            ["channel_type"] = "im",
        };
        if (subtype == "message_changed")
            inner["message"] = Describe(message);
        else
            inner["deleted_ts"] = message.Ts;
        return ComposeEvent(inner, message.Author, message.Channel, "message.im");
    }

    internal JsonObject Describe(FakeMessage message) => MessageJson.Of(message, _options);

    /// <summary>A message that is not posted yet.</summary>
    internal FakeMessage Draft(
        FakeChannel channel,
        FakePerson author,
        string text,
        FakeMessage? thread = null,
        IReadOnlyList<FakeFile>? files = null,
        string? subtype = null,
        JsonArray? attachments = null
    )
    {
        // Slack cuts longer texts (docs.slack.dev, chat.postMessage, "Truncating content").
        var content = new JsonObject { ["text"] = text.Length > LongestText ? text[..LongestText] : text };
        if (attachments is not null)
            content["attachments"] = attachments;
        if (subtype is not null)
            content["subtype"] = subtype;
        if (thread is not null)
            content["thread_ts"] = thread.ThreadTs ?? thread.Ts;
        return new FakeMessage(_world.Gate, channel, _world.NewStamp(), author, null, content.ToElement()) { Files = files ?? [] };
    }

    private JsonObject Inner(FakeMessage message, string type)
    {
        var author = message.Author!;
        var inner = MessageJson.Of(message, _options);
        inner["type"] = type;
        inner["client_msg_id"] = message.ClientId;
        inner["channel"] = message.Channel.Id;
        inner["event_ts"] = message.Ts;
        if (author.Kind == PersonKind.Bot)
            (inner["bot_id"], inner["subtype"]) = ("B0OTHERBOT1", "bot_message");
        if (author.Team != Team)
            (inner["user_team"], inner["source_team"]) = (author.Team.Id, author.Team.Id);
        return inner;
    }

    private JsonArray Links(FakeMessage message) =>
        [
            .. LinkPattern()
                .Matches(message.Text)
                .Select(m => m.Value)
                .Where(_unfurls.IsOurs)
                .Distinct(StringComparer.Ordinal)
                .Select(url => new JsonObject { ["url"] = url, ["domain"] = new Uri(url).Host }),
        ];

    [GeneratedRegex(@"https?://[^\s<>|]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
