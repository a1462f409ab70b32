using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Shortcuts: the global one (<c>shortcut</c>) and the one on a message (<c>message_action</c>). Their <c>callback_id</c> is the verb.
/// </summary>
internal sealed class ShortcutTurns(SlackRequests slackRequests, TimeProvider time)
{
    /// <summary>Acknowledges a shortcut. A modal always shows the answer.</summary>
    public async ValueTask<Acknowledgement> TakeAsync(JsonElement payload, string team, CancellationToken cancellationToken)
    {
        if (
            SlackTurn.ActorOf(payload, team) is not { } actor
            || payload.Text("callback_id") is not { } verb
            || payload.Text("trigger_id") is not { } trigger
        )
            return Acknowledgement.Bad;
        var (arguments, kind) = payload.Member("message") is { } message
            ? (MessageArguments.Of(message, MessageLink.Of(payload)), RequestKind.Event) // Slack supplies the message, not a client
            : (Arguments.None, RequestKind.CardAction);
        var turn = SlackTurn
            .Of(trigger, kind, actor, new ReplyRoute { ResponseUrl = payload.Text("response_url") }, time)
            .Asking(verb, arguments) with
        {
            Trigger = trigger,
        };
        if (await slackRequests.AcceptAsync(turn, cancellationToken) is not { } accepted)
            return Acknowledgement.Ok;
        return slackRequests.TryAnswer(turn, accepted, opensView: true) ? Acknowledgement.Ok : Acknowledgement.Busy;
    }
}

/// <summary>Reads from somebody's message what a ticket needs.</summary>
internal static class MessageArguments
{
    /// <summary>Its text, link, author and files, with the files' names and ids. The link is that of the message itself.</summary>
    /// <param name="message">The message.</param>
    /// <param name="link">Its address; null when it is not known.</param>
    public static Arguments Of(JsonElement message, string? link) =>
        Of(message, link, MessageWords.Of(message, MessageText.Read(message.Text("text"), bot: null)));

    /// <inheritdoc cref="Of(JsonElement, string?)"/>
    /// <param name="message">The message.</param>
    /// <param name="link">Its address; null when unknown.</param>
    /// <param name="words">Its words.</param>
    public static Arguments Of(JsonElement message, string? link, MessageWords words) =>
        Arguments
            .None.With(ArgumentNames.Text, words.All)
            .With(ArgumentNames.MessageLink, words.IsOnlyQuoted ? words.Link ?? link : link ?? words.Link)
            .With(ArgumentNames.MessageAuthor, message.Text("user"))
            .With(ArgumentNames.MessageFileNames, words.Files.Count > 0 ? string.Join(", ", words.Files.Select(file => file.Name)) : null)
            .With(ArgumentNames.MessageAttachments, PlatformFile.Write(words.Files));
}
