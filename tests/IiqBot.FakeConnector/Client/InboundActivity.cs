using System.Globalization;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector.Connector;
using IiqBot.FakeConnector.Files;

namespace IiqBot.FakeConnector.Client;

/// <summary>
/// Composes activities as Teams sends them to bots (msteams-docs, conversation-messages and subscribe-to-conversation-events).
/// </summary>
internal sealed class InboundActivity(FakeTeamsOptions options, World world, FakeUrls urls)
{
    private const string Locale = "en-US";
    private const string TimeZone = "America/Chicago";

    /// <summary>An activity with everything except its own content.</summary>
    public JsonObject Compose(string type, FakeConversation conversation, FakePerson person, string? threadId)
    {
        var now = options.TimeProvider.GetUtcNow();
        var id = world.NextMessageId();
        conversation.Deliver(id);
        var from = new JsonObject { ["id"] = person.Id, ["name"] = person.Name };
        if (person.AadObjectId is not null)
            from["aadObjectId"] = person.AadObjectId;
        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            ["localTimestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
            ["localTimezone"] = TimeZone,
            ["locale"] = Locale,
            ["serviceUrl"] = urls.Current,
            ["channelId"] = "msteams",
            ["from"] = from,
            ["conversation"] = Conversation(conversation, threadId),
            ["recipient"] = new JsonObject { ["id"] = "28:" + options.AppId, ["name"] = options.BotName },
            ["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "clientInfo",
                    ["locale"] = Locale,
                    ["country"] = "US",
                    ["platform"] = "Web",
                    ["timezone"] = TimeZone,
                }
            ),
            ["channelData"] = ChannelData(conversation),
        };
    }

    /// <summary>
    /// A typed message. With a mention, the text starts with it, as when a person picks the bot's name. The attachments that Teams itself
    /// creates come with the files of the message.
    /// </summary>
    public JsonObject Message(
        FakeConversation conversation,
        FakePerson person,
        IEnumerable<Typed> line,
        bool mentionBot,
        string? threadId,
        IReadOnlyList<FakeFile> files
    )
    {
        var activity = Compose("message", conversation, person, threadId);
        if (conversation.Kind == ConversationKind.Channel && threadId is null)
            activity["conversation"] = Conversation(conversation, (string)activity["id"]!);
        var composed = new ComposedMessage(line);
        var pictures = string.Concat(files.Where(file => file.IsPicture).Select(file => $"""<img src="{file.Url.AbsoluteUri}">"""));
        var address = mentionBot
            ? $"""<span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">{options.BotName}</span>&nbsp;"""
            : "";
        activity["textFormat"] = "plain";
        activity["attachments"] = new JsonArray([
            .. files.Select(FileShelf.Attachment),
            .. composed.Images,
            new JsonObject { ["contentType"] = "text/html", ["content"] = composed.Html(address) + pictures },
        ]);
        activity["text"] = composed.Text;
        if (!mentionBot)
            return activity;

        var mention = $"<at>{options.BotName}</at>";
        activity["text"] = $"{mention} {composed.Text}";
        activity["entities"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["text"] = mention,
                    ["mentioned"] = new JsonObject { ["id"] = "28:" + options.AppId, ["name"] = options.BotName },
                }
            );
        return activity;
    }

    /// <summary>An invoke, in answer to a message of the bot.</summary>
    public JsonObject Invoke(string name, FakeConversation conversation, FakePerson person, FakeMessage? message, JsonObject value)
    {
        var activity = Compose("invoke", conversation, person, message?.ThreadId);
        activity["name"] = name;
        activity["value"] = value;
        if (message is not null)
            activity["replyToId"] = message.Id;
        return activity;
    }

    private static JsonObject Conversation(FakeConversation conversation, string? threadId)
    {
        var account = new JsonObject
        {
            ["conversationType"] = conversation.Kind switch
            {
                ConversationKind.Personal => "personal",
                ConversationKind.GroupChat => "groupChat",
                _ => "channel",
            },
            ["tenantId"] = conversation.Tenant.Id,
            ["id"] = ConversationPlace.Compose(conversation.Id, threadId),
        };
        if (conversation.Kind != ConversationKind.Personal)
            account["isGroup"] = true;
        if (conversation.Name is not null)
            account["name"] = conversation.Name;
        return account;
    }

    private static JsonObject ChannelData(FakeConversation conversation)
    {
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = conversation.Tenant.Id } };
        if (conversation.Team is not { } team)
            return data;
        data["teamsChannelId"] = conversation.Id;
        data["teamsTeamId"] = team.Id;
        data["channel"] = new JsonObject { ["id"] = conversation.Id };
        data["team"] = new JsonObject
        {
            ["id"] = team.Id,
            ["name"] = team.Name,
            ["aadGroupId"] = team.AadGroupId,
        };
        return data;
    }
}
