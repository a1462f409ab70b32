using System.Collections.Frozen;
using System.Text.Json;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// The shape an activity must have on its way to Teams: ConnectorAPI.json, and "specify from, conversation, recipient, text and type"
/// of the Bot Framework's send-and-receive page.
/// </summary>
internal sealed class ActivityRules(FakeTeamsOptions options, FakeUrls urls, AttachmentRules attachmentRules, ViolationList violations)
{
    private static readonly FrozenDictionary<string, JsonValueKind> Properties = Kinds();

    private static readonly FrozenDictionary<string, string[]> Enumerations = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["textFormat"] = ["markdown", "plain", "xml"],
        ["attachmentLayout"] = ["list", "carousel"],
        ["inputHint"] = ["acceptingInput", "ignoringInput", "expectingInput"],
        ["importance"] = ["low", "normal", "high"],
        ["deliveryMode"] = ["normal", "notification"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why the activity is refused, or null.</summary>
    public string? Refusal(JsonElement activity, FakeConversation conversation, ConnectorRoute route) =>
        ContentRefusal(activity, conversation) ?? AddressRefusal(activity, conversation, route);

    /// <summary>The same without the address, for activities inside a create call.</summary>
    public string? ContentRefusal(JsonElement activity, FakeConversation conversation)
    {
        foreach (var property in activity.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
        {
            if (!Properties.TryGetValue(property.Name, out var kind))
                violations.Add($"An activity has a property that ConnectorAPI.json does not know: {property.Name}.");
            else if (kind != property.Value.ValueKind && kind != JsonValueKind.Undefined)
                return $"{property.Name} must be of JSON type {kind}.";
            if (Enumerations.TryGetValue(property.Name, out var allowed) && !allowed.Contains(property.Value.GetString()))
                return $"{property.Name} is none of {string.Join(", ", allowed)}.";
        }

        // Shown as they are in notifications, and by clients that draw nothing.
        foreach (var name in (string[])["summary", "text", "speak"])
        {
            if (activity.Text(name)?.Any(IsHidden) == true)
                violations.Add($"An activity's {name} has a control character or a direction override.");
        }

        return activity.Text("type") switch
        {
            "message" => MessageRefusal(activity, conversation),
            "typing" => activity.Text("text") is null && !activity.Items("attachments").Any() ? null : "a typing activity has no content.",
            null => "type is required.",
            var type => $"activities of type {type} cannot be sent to Teams.",
        };
    }

    private static bool IsHidden(char c) =>
        (char.IsControl(c) && c != '\n') || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private string? AddressRefusal(JsonElement activity, FakeConversation conversation, ConnectorRoute route)
    {
        var place = ConversationPlace.Parse(route.Id);
        if (activity.Text("from", "id") != "28:" + options.AppId)
            return "from.id must be the bot's id, 28: and its app id.";
        if (activity.Text("conversation", "id") is not { } id)
            return "conversation.id is required.";
        var named = ConversationPlace.Parse(id);
        if (named.ConversationId != place.ConversationId || (named.ThreadId is { } t && place.ThreadId is { } p && t != p))
            return "conversation.id is not the conversation of the URL.";
        if (activity.Property("recipient") is { } recipient && !conversation.Members.Any(m => m.Id == recipient.Text("id")))
            return "recipient is not a member of the conversation.";
        if (activity.Text("channelId") is { } channel && channel != "msteams")
            return "channelId is not msteams.";
        if (activity.Text("serviceUrl") is { } url && url != urls.Current)
            return "serviceUrl is not this service's.";
        var replyTo = activity.Text("replyToId");
        if (route.Kind == RouteKind.ReplyToActivity && replyTo is not null && replyTo != route.SubId)
            return "replyToId is not the activity of the URL.";
        if (replyTo is not null && !conversation.CanBeAnswered(replyTo))
            return "replyToId is not an activity of the conversation.";
        if (route.Kind != RouteKind.UpdateActivity)
            return null;
        if (activity.Text("type") != "message")
            return "only messages can be updated.";
        return activity.Text("id") is { } activityId && activityId != route.SubId ? "id is not the activity of the URL." : null;
    }

    private string? MessageRefusal(JsonElement activity, FakeConversation conversation)
    {
        var attachments = activity.Items("attachments").ToList();
        if (string.IsNullOrWhiteSpace(activity.Text("text")) && attachments.Count == 0)
            return "a message needs a text or an attachment.";
        foreach (var attachment in attachments)
        {
            if (attachmentRules.Refusal(attachment) is { } reason)
                return reason;
        }

        foreach (var entity in activity.Items("entities"))
        {
            if (entity.Text("type") is not { } type)
                return "an entity needs a type.";
            if (type == "mention" && MentionRefusal(entity, activity, conversation) is { } reason)
                return reason;
        }

        return activity.Property("suggestedActions") is null || conversation.Kind == ConversationKind.Personal
            ? null
            : "Teams shows suggested actions in personal chats only.";
    }

    private static string? MentionRefusal(JsonElement mention, JsonElement activity, FakeConversation conversation)
    {
        if (mention.Text("text") is not { } text || activity.Text("text")?.Contains(text, StringComparison.Ordinal) != true)
            return "a mention's text must occur in the message's text.";
        return conversation.Members.Any(m => m.Id == mention.Text("mentioned", "id") || m.AadObjectId == mention.Text("mentioned", "id"))
            ? null
            : "a mention names somebody who is not a member of the conversation.";
    }

    private static FrozenDictionary<string, JsonValueKind> Kinds()
    {
        var kinds = new Dictionary<string, JsonValueKind>(StringComparer.Ordinal);
        Add(
            JsonValueKind.String,
            "type id timestamp localTimestamp localTimezone callerId serviceUrl channelId textFormat attachmentLayout topicName "
                + "locale text speak inputHint summary action replyToId label valueType name code expiration importance deliveryMode"
        );
        Add(JsonValueKind.Object, "from conversation recipient suggestedActions channelData relatesTo semanticAction");
        Add(
            JsonValueKind.Array,
            "membersAdded membersRemoved reactionsAdded reactionsRemoved attachments entities listenFor textHighlights"
        );
        Add(JsonValueKind.Undefined, "value historyDisclosed");
        return kinds.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(JsonValueKind kind, string names)
        {
            foreach (var name in names.Split(' '))
                kinds[name] = kind;
        }
    }
}
