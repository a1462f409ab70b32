using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <content>What the person writes.</content>
public sealed partial class SlackClient
{
    /// <summary>
    /// Writes a message. The bot gets it as <c>message.im</c> in its direct messages, as <c>app_mention</c> where it is mentioned (<see
    /// cref="FakeSlackPlatform.Mention"/>), and as <c>link_shared</c> if a link is in one of its domains; otherwise it gets nothing. The
    /// text is in Slack's stored format: <c>&amp;amp;</c>, <c>&amp;lt;</c> and <c>&amp;gt;</c> for the signs, <c>&lt;https://…&gt;</c> for
    /// links.
    /// </summary>
    /// <returns>The answers to the events, none if the bot was not notified.</returns>
    public async Task<IReadOnlyList<BotAnswer>> SayAsync(
        FakeChannel channel,
        string text,
        FakeMessage? thread = null,
        IReadOnlyList<FakeFile>? files = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(channel);
        return await PostAsync(_slack.Draft(channel, Person, text, thread, files), cancellationToken);
    }

    /// <summary>Types a message as people do; Slack stores emoji, signs and links in its own format (<see cref="SlackText.Of"/>).</summary>
    /// <returns>The answers to the events, none if the bot was not notified.</returns>
    public Task<IReadOnlyList<BotAnswer>> TypeAsync(FakeChannel channel, string typed, CancellationToken cancellationToken = default) =>
        SayAsync(channel, SlackText.Of(typed), cancellationToken: cancellationToken);

    /// <summary>
    /// Forwards a message: it is attached to a new one, whose own text is what the person typed with it, usually nothing.
    /// </summary>
    /// <returns>The answers to the events, none if the bot was not notified.</returns>
    public Task<IReadOnlyList<BotAnswer>> ForwardAsync(
        FakeMessage message,
        FakeChannel to,
        string text = "",
        CancellationToken cancellationToken = default
    )
    {
        RequireSeen(message);
        ArgumentNullException.ThrowIfNull(to);
        return PostAsync(_slack.Draft(to, Person, text, attachments: [_slack.ShareOf(message)]), cancellationToken);
    }

    /// <summary>
    /// Replies in a thread and sends the reply to the conversation as well: a message with the subtype <c>thread_broadcast</c>.
    /// </summary>
    /// <returns>The answers to the events, none if the bot was not notified.</returns>
    public Task<IReadOnlyList<BotAnswer>> BroadcastAsync(FakeMessage thread, string text, CancellationToken cancellationToken = default)
    {
        RequireSeen(thread);
        return PostAsync(_slack.Draft(thread.Channel, Person, text, thread, subtype: "thread_broadcast"), cancellationToken);
    }

    /// <summary>Writes a message with <c>/me</c>: the subtype is <c>me_message</c>.</summary>
    /// <returns>The answers to the events, none if the bot was not notified.</returns>
    public Task<IReadOnlyList<BotAnswer>> SayOfMyselfAsync(FakeChannel channel, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return PostAsync(_slack.Draft(channel, Person, text, subtype: "me_message"), cancellationToken);
    }

    /// <summary>Edits an own message: a message event with the subtype <c>message_changed</c>.</summary>
    /// <exception cref="InvalidOperationException">It is somebody else's message.</exception>
    public Task<BotAnswer> EditAsync(FakeMessage message, string text, CancellationToken cancellationToken = default)
    {
        RequireOwn(message);
        var before = _slack.Describe(message);
        message.Replace(new JsonObject { ["text"] = text }.ToElement());
        return _slack.SendAsync(_slack.ChangeOf(message, "message_changed", before), cancellationToken);
    }

    /// <summary>Deletes an own message: a message event with the subtype <c>message_deleted</c>.</summary>
    /// <exception cref="InvalidOperationException">It is somebody else's message.</exception>
    public Task<BotAnswer> DeleteAsync(FakeMessage message, CancellationToken cancellationToken = default)
    {
        RequireOwn(message);
        var before = _slack.Describe(message);
        message.Delete();
        return _slack.SendAsync(_slack.ChangeOf(message, "message_deleted", before), cancellationToken);
    }

    /// <summary>
    /// Types a link without sending it: <c>link_shared</c> with the source <c>composer</c>. The message does not exist yet, so only
    /// <c>unfurl_id</c> and <c>source</c> identify it.
    /// </summary>
    /// <returns>The draft, whose <see cref="FakeMessage.Unfurls"/> show the bot's previews, and the answer.</returns>
    public async Task<(FakeMessage Draft, BotAnswer Answer)> TypeLinkAsync(
        FakeChannel channel,
        string url,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(channel);
        RequireMember(channel);
        var draft = _slack.Draft(channel, Person, url);
        return (draft, await _slack.SendAsync(_slack.LinksOf(draft, "composer"), cancellationToken));
    }

    private async Task<IReadOnlyList<BotAnswer>> PostAsync(FakeMessage message, CancellationToken cancellationToken)
    {
        var channel = message.Channel;
        RequireMember(channel);
        if (channel is { Kind: ChannelKind.Im, HasBot: true } && !_slack.App.MessagesTab)
            throw new InvalidOperationException("The app's Messages tab is switched off.");
        channel.Add(message);
        var answers = new List<BotAnswer>();
        foreach (var request in _slack.EventsOf(message))
            answers.Add(await _slack.SendAsync(request, cancellationToken));
        return answers;
    }
}
