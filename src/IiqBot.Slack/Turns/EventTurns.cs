using System.Collections.Frozen;
using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Handles events (docs.slack.dev, Events API). It ignores messages of bots (this one included), edits, deletions and unknown events, and
/// counts the unknown ones. Slack may report a message more than once, in events of different ids and kinds, so its channel and timestamp
/// identify it. Their ids identify other events.
/// </summary>
internal sealed partial class EventTurns(
    SlackRequests slackRequests,
    EventWork work,
    BotNames names,
    Revocations revocations,
    IOptions<SlackOptions> options,
    SlackTelemetry telemetry,
    TimeProvider time,
    ILogger<EventTurns> logger
)
{
    // A message with files; a thread reply also sent to the channel; a message by /me (docs.slack.dev/reference/events/message).
    private static readonly FrozenSet<string> Said = FrozenSet.Create(
        StringComparer.Ordinal,
        "file_share",
        "thread_broadcast",
        "me_message"
    );

    // Known subtypes that are not a person talking to the bot.
    private static readonly FrozenSet<string> LetPass = FrozenSet.Create(
        StringComparer.Ordinal,
        "bot_message",
        "message_changed",
        "message_deleted",
        "message_replied",
        "assistant_app_thread"
    );

    /// <summary>Acknowledges an event.</summary>
    /// <param name="envelope">The whole payload.</param>
    /// <param name="team">The workspace that Slack sent it for.</param>
    /// <param name="cancellationToken">Cancels the storing.</param>
    public async ValueTask<Acknowledgement> TakeAsync(JsonElement envelope, string team, CancellationToken cancellationToken)
    {
        if (envelope.Member("event") is not { ValueKind: JsonValueKind.Object } happened || envelope.Text("event_id") is not { } id)
            return Acknowledgement.Bad;
        switch (happened.Text("type"))
        {
            case SlackEvents.Uninstalled:
                await revocations.NoteAsync(team, SlackEvents.Uninstalled, cancellationToken);
                return Acknowledgement.Ok;
            case SlackEvents.TokensRevoked:
                if ((happened.Member("tokens") ?? default).Items("bot").Any())
                    await revocations.NoteAsync(team, SlackEvents.TokensRevoked, cancellationToken);
                return Acknowledgement.Ok;
            case SlackEvents.Message when happened.Text("channel_type") == "im" && IsSaid(happened):
            case SlackEvents.Mention when IsSaid(happened):
                return await SaidAsync(envelope, happened, id, team, cancellationToken);
            case SlackEvents.HomeOpened when happened.Text("tab") == "home":
                // Slack sends the current view along; the first time there is none (docs.slack.dev, app_home_opened).
                var arguments = Arguments.None.With(ArgumentNames.HomeFirst, happened.Member("view") is null ? "true" : null);
                return Began(
                    OfPerson(happened, id, team, new ReplyRoute { IsHome = true }),
                    turn => work.TryShowHome(turn.Asking(Verbs.Home, arguments), happened.Text("channel"))
                );
            case SlackEvents.ReactionAdded when IsOurs(happened):
                return Began(
                    OfPerson(
                        happened,
                        id,
                        team,
                        new ReplyRoute { Channel = happened.Text("item", "channel"), Message = happened.Text("item", "ts") }
                    ),
                    turn => work.TryOfferFiling(turn)
                );
            case SlackEvents.LinkShared:
                return Began(OfPerson(happened, id, team, new ReplyRoute()), turn => work.TryPreview(turn, happened));
            case SlackEvents.Message or SlackEvents.Mention:
                if (happened.Text("subtype") is { } kind && !Said.Contains(kind) && !LetPass.Contains(kind))
                    telemetry.Unknown("subtype");
                return Acknowledgement.Ok;
            case SlackEvents.HomeOpened or SlackEvents.ReactionAdded:
                return Acknowledgement.Ok;
            default:
                telemetry.Unknown("event");
                return Acknowledgement.Ok;
        }
    }

    /// <summary>Records that Slack holds events back because there are too many.</summary>
    public Acknowledgement RateLimited()
    {
        Log.RateLimited(logger);
        return Acknowledgement.Ok;
    }

    private async ValueTask<Acknowledgement> SaidAsync(
        JsonElement envelope,
        JsonElement said,
        string id,
        string team,
        CancellationToken cancellationToken
    )
    {
        if (said.Text("channel") is not { } channel)
            return Acknowledgement.Bad;
        var isMention = said.Text("type") == SlackEvents.Mention && !Addresses.IsDirect(channel);
        // In a channel the answer goes into a thread, so that it disturbs nobody else.
        var thread = said.Text("thread_ts");
        var route = new ReplyRoute
        {
            Channel = channel,
            Thread = thread ?? (isMention ? said.Text("ts") : null),
            BeginsThread = isMention && thread is null,
        };
        if (OfPerson(said, said.Text("ts") is { } ts ? $"{channel}:{ts}" : id, team, route) is not { } turn)
            return Acknowledgement.Bad;
        var bot = envelope.Items("authorizations").Select(authorization => authorization.Text("user_id")).FirstOrDefault();
        var line = names.Read(MessageText.Read(said.Text("text"), bot, Address.Mention));
        var words = MessageWords.Of(said, line.Text);
        var behind = line.BehindName is { } own ? (words with { Own = own }).Line : null;
        turn = turn with { Request = turn.Request with { Kind = RequestKind.Message, Text = words.Line, TextBehindName = behind } };
        // A message that is only forwarded is no command; the bot offers to file it as a ticket. A message with files is more than a line:
        // AttachFiles decides about the files together with the words.
        if (words.IsOnlyQuoted || words.Files.Count > 0)
        {
            var verb = words.IsOnlyQuoted ? Verbs.FileFromMessage : Verbs.AttachFiles;
            turn = turn.Asking(verb, MessageArguments.Of(said, link: null, words));
        }

        if (await slackRequests.AcceptAsync(turn, cancellationToken) is not { } accepted)
            return Acknowledgement.Ok;
        return slackRequests.TryAnswer(turn, accepted, opensView: false) ? Acknowledgement.Ok : Acknowledgement.Busy;
    }

    private static Acknowledgement Began(SlackTurn? turn, Func<SlackTurn, bool> begin) =>
        turn is null ? Acknowledgement.Bad
        : begin(turn) ? Acknowledgement.Ok
        : Acknowledgement.Busy;

    private SlackTurn? OfPerson(JsonElement happened, string id, string team, ReplyRoute route) =>
        happened.Text("user") is { } user ? SlackTurn.Of(id, RequestKind.Event, new Actor(Platform.Name, team, user), route, time) : null;

    // Messages of bots, edits, deletions and membership notices have a subtype. Some subtypes only say how the person posted.
    private static bool IsSaid(JsonElement message) =>
        message.Text("bot_id") is null
        && message.Member("bot_profile") is null
        && message.Text("user") is not null
        && message.Member("edited") is null
        && (message.Text("subtype") is not { } kind || Said.Contains(kind))
        && !message.Is("hidden");

    private bool IsOurs(JsonElement reaction) =>
        options.Value.ReactionEmoji.Length > 0
        && reaction.Text("reaction") == options.Value.ReactionEmoji
        && reaction.Text("item", "type") == "message"
        && reaction.Text("item", "channel") is not null
        && reaction.Text("item", "ts") is not null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack holds events back because the app received more than its hourly limit")]
        public static partial void RateLimited(ILogger logger);
    }
}
