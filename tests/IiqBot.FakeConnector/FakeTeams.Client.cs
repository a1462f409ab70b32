using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector.Client;

namespace IiqBot.FakeConnector;

/// <content>What people do in the Teams client, posted to the bot.</content>
public sealed partial class FakeTeams
{
    private const int LongestText = 100 * 1024 / sizeof(char); // docs/reference/teams.md, "Sizes"

    /// <inheritdoc cref="SayAsync(FakeConversation, FakePerson, IReadOnlyList{Typed}, bool, string, IReadOnlyList{FakeFile},
    /// ChannelTokenOptions, CancellationToken)"/>
    public Task<BotAnswer> SayAsync(
        FakeConversation conversation,
        FakePerson person,
        string text,
        bool mentionBot = false,
        string? threadId = null,
        IReadOnlyList<FakeFile>? files = null,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    ) => SayAsync(conversation, person, [new Typed.Words(text)], mentionBot, threadId, files, token, cancellationToken);

    /// <summary>Types a message. In a channel it starts a thread, or continues <paramref name="threadId"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// Teams would not deliver it: no mention or a file outside a personal chat, a stranger, no bot installed, or too long.
    /// </exception>
    public Task<BotAnswer> SayAsync(
        FakeConversation conversation,
        FakePerson person,
        IReadOnlyList<Typed> line,
        bool mentionBot = false,
        string? threadId = null,
        IReadOnlyList<FakeFile>? files = null,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(line);
        RequireReachable(conversation, person);
        if (conversation.Kind != ConversationKind.Personal && !mentionBot && !_options.ReceivesAllMessages)
            throw new InvalidOperationException("Outside personal chats Teams gives bots only the messages that mention them.");
        if (threadId is not null && conversation.Find(threadId) is null)
            throw new InvalidOperationException($"There is no thread {threadId}.");
        if (conversation.Kind != ConversationKind.Personal && files?.Any(file => !file.IsPicture) == true)
            throw new InvalidOperationException("Outside personal chats Teams gives bots no files.");
        var activity = _inbound.Message(conversation, person, line, mentionBot, threadId, files ?? []);
        if (((string)activity["text"]!).Length > LongestText)
            throw new InvalidOperationException(
                "Teams does not send a message of more than 100 KB; send it raw, as a forged client would."
            );
        var id = (string)activity["id"]!;
        var thread = conversation.Kind == ConversationKind.Channel ? threadId ?? id : null;
        conversation.Add(new FakeMessage(id, thread, null, person, JsonElement.Parse(activity.ToJsonString())));
        return _bot.DeliverAsync(activity, token, cancellationToken);
    }

    /// <summary>
    /// Presses an Action.Execute on the card that this person sees. <paramref name="data"/> both selects the button, by the values that it
    /// has, and fills the inputs. A card in the answer becomes this person's view of the message.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such button, or a required input is empty.</exception>
    public async Task<BotAnswer> PressAsync(
        FakeConversation conversation,
        FakePerson person,
        string messageId,
        string verb,
        JsonObject? data = null,
        string? title = null,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    )
    {
        var (message, card) = CardOf(conversation, person, messageId);
        var button = CardButtons.Find(card, "Action.Execute", verb, data, title);
        var action = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["id"] = button.Text("id") ?? "",
            ["verb"] = verb,
            ["data"] = CardButtons.Submission(card, button, data),
        };
        if (button.Text("title") is { } label)
            action["title"] = label;
        var activity = _inbound.Invoke(
            "adaptiveCard/action",
            conversation,
            person,
            message,
            new JsonObject { ["action"] = action, ["trigger"] = "manual" }
        );
        var answer = await _bot.DeliverAsync(activity, token, cancellationToken);
        if (answer.Card is { } view)
            message.Show(person, view);
        return answer;
    }

    /// <summary>
    /// Presses an Action.Submit (or the Action.Submit an Action.Execute falls back to): a message with a value and no text.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such button, or a required input is empty.</exception>
    public Task<BotAnswer> SubmitAsync(
        FakeConversation conversation,
        FakePerson person,
        string messageId,
        JsonObject? data = null,
        string? title = null,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    )
    {
        var (message, card) = CardOf(conversation, person, messageId);
        var button = CardButtons.Find(card, "Action.Submit", null, data, title);
        var activity = _inbound.Compose("message", conversation, person, message.ThreadId);
        activity["replyToId"] = messageId;
        activity["value"] = CardButtons.Submission(card, button, data);
        return _bot.DeliverAsync(activity, token, cancellationToken);
    }

    /// <summary>
    /// Types into a choice set with <c>choices.data</c>; <paramref name="data"/> are the card's inputs for associatedInputs auto.
    /// </summary>
    public Task<BotAnswer> SearchAsync(
        FakeConversation conversation,
        FakePerson person,
        string dataset,
        string query,
        JsonObject? data = null,
        string? messageId = null,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(conversation);
        RequireReachable(conversation, person);
        var value = new JsonObject
        {
            ["queryText"] = query,
            ["queryOptions"] = new JsonObject { ["skip"] = 0, ["top"] = 15 },
            ["dataset"] = dataset,
        };
        if (data is not null)
            value["data"] = data.DeepClone();
        var message = messageId is null ? null : conversation.Find(messageId);
        return _bot.DeliverAsync(_inbound.Invoke("application/search", conversation, person, message, value), token, cancellationToken);
    }

    /// <summary>Installs the bot: conversationUpdate with the bot among the new members, then installationUpdate add.</summary>
    public async Task<BotAnswer> InstallAsync(
        FakeConversation conversation,
        FakePerson person,
        CancellationToken cancellationToken = default
    )
    {
        SetInstalled(conversation, true);
        var update = _inbound.Compose("conversationUpdate", conversation, person, null);
        update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:" + _options.AppId });
        if (conversation.Team is not null)
            update["channelData"]!["eventType"] = "teamMemberAdded";
        await _bot.DeliverAsync(update, null, cancellationToken);
        var installation = _inbound.Compose("installationUpdate", conversation, person, null);
        installation["action"] = "add";
        return await _bot.DeliverAsync(installation, null, cancellationToken);
    }

    /// <summary>Removes the bot: installationUpdate remove.</summary>
    public Task<BotAnswer> UninstallAsync(FakeConversation conversation, FakePerson person, CancellationToken cancellationToken = default)
    {
        SetInstalled(conversation, false);
        var installation = _inbound.Compose("installationUpdate", conversation, person, null);
        installation["action"] = "remove";
        return _bot.DeliverAsync(installation, null, cancellationToken);
    }

    /// <summary>A person joins or leaves: conversationUpdate.</summary>
    public Task<BotAnswer> ChangeMemberAsync(
        FakeConversation conversation,
        FakePerson person,
        bool joins,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(person);
        if (joins)
            conversation.AddMember(person);
        else
            conversation.RemoveMember(person);
        var update = _inbound.Compose("conversationUpdate", conversation, person, null);
        update[joins ? "membersAdded" : "membersRemoved"] = new JsonArray(
            new JsonObject { ["id"] = person.Id, ["aadObjectId"] = person.AadObjectId }
        );
        if (conversation.Team is not null)
            update["channelData"]!["eventType"] = joins ? "teamMemberAdded" : "teamMemberRemoved";
        return _bot.DeliverAsync(update, null, cancellationToken);
    }

    /// <summary>
    /// A genuine activity of this type, to change and send with <see cref="RawAsync(JsonObject, ChannelTokenOptions?,
    /// CancellationToken)"/>.
    /// </summary>
    public JsonObject Compose(string type, FakeConversation conversation, FakePerson person, string? threadId = null) =>
        _inbound.Compose(type, conversation, person, threadId);

    /// <summary>Sends an activity unchanged.</summary>
    public Task<BotAnswer> RawAsync(
        JsonObject activity,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    ) => _bot.DeliverAsync(activity, token, cancellationToken);

    /// <summary>Sends any body as JSON and judges nothing.</summary>
    public async Task<HttpResponseMessage> RawAsync(
        string body,
        ChannelTokenOptions? token = null,
        CancellationToken cancellationToken = default
    )
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _bot.PostAsync(content, token ?? ChannelTokenOptions.Valid, cancellationToken);
    }

    private static (FakeMessage Message, JsonElement Card) CardOf(FakeConversation conversation, FakePerson person, string messageId)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        RequireReachable(conversation, person);
        var message = conversation.Find(messageId) is { IsDeleted: false } found
            ? found
            : throw new InvalidOperationException($"There is no message {messageId}.");
        return (message, message.CardFor(person) ?? throw new InvalidOperationException($"The message {messageId} has no card."));
    }

    private static void RequireReachable(FakeConversation conversation, FakePerson person)
    {
        if (!conversation.Members.Contains(person))
            throw new InvalidOperationException($"{person?.Name} is not in this conversation.");
        if (!conversation.IsBotInstalled)
            throw new InvalidOperationException("The bot is not installed in this conversation, so Teams gives it nothing.");
    }

    private static void SetInstalled(FakeConversation conversation, bool installed)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        foreach (var part in conversation.Team?.Channels ?? [conversation])
            part.IsBotInstalled = installed;
    }
}
