using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Shortcuts: the global one (<c>shortcut</c>) and the one on a message (<c>message_action</c>). Their <c>callback_id</c> is the verb.</summary>
internal sealed class ShortcutTurns(Exchange exchange, TimeProvider time)
{
    /// <summary>Acknowledges a shortcut; what it asks for is always answered in a modal.</summary>
    public async ValueTask<Acknowledgement> TakeAsync(JsonElement payload, string team, CancellationToken cancellationToken)
    {
        if (Turn.ActorOf(payload, team) is not { } actor || payload.Text("callback_id") is not { } verb || payload.Text("trigger_id") is not { } trigger)
            return Acknowledgement.Bad;
        var (arguments, kind) = payload.Member("message") is { } message
            ? (MessageArguments.Of(message, MessageLink.Of(payload)), RequestKind.Event) // what Slack says of the message, no client
            : (Arguments.None, RequestKind.CardAction);
        var turn = Turn.Of(trigger, kind, actor, new ReplyRoute { ResponseUrl = payload.Text("response_url") }, time)
            .Asking(verb, arguments) with { Trigger = trigger };
        if (await exchange.AcceptAsync(turn, cancellationToken) is not { } accepted) return Acknowledgement.Ok;
        return exchange.TryAnswer(turn, accepted, opensView: true) ? Acknowledgement.Ok : Acknowledgement.Busy;
    }
}

/// <summary>What of somebody's message becomes a ticket.</summary>
internal static class MessageArguments
{
    /// <summary>Its text, link, author and files, the latter by their names and by their ids.</summary>
    /// <param name="message">The message.</param>
    /// <param name="link">Its address; null when it is not known.</param>
    /// <param name="bot">The bot's own user id, whose mention is no part of the text; null when it is not known.</param>
    public static Arguments Of(JsonElement message, string? link, string? bot = null)
    {
        var files = FilesOf(message).Take(PlatformFile.Most).ToList();
        return Arguments.None
            .With(ReservedVerbs.MessageText, MessageText.Read(message.Text("text"), bot))
            .With(ReservedVerbs.MessageLink, link)
            .With(ReservedVerbs.MessageAuthor, message.Text("user"))
            .With(ReservedVerbs.MessageFiles, files.Count > 0 ? string.Join(", ", files.Select(file => file.Name)) : null)
            .With(ReservedVerbs.MessageAttachments, PlatformFile.Write(files));
    }

    // In Slack Connect a file may come with its id alone (docs.slack.dev/reference/objects/file-object, file_access).
    private static IEnumerable<PlatformFile> FilesOf(JsonElement message) =>
        from file in message.Items("files")
        let id = file.Text("id")
        where id is not null
        select new PlatformFile(id, file.Text("name") ?? file.Text("title") ?? id);
}
