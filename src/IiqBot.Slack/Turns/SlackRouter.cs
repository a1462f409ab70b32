using System.Text.Json;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Routes each verified payload to its handler, for HTTP and Socket Mode alike. It ignores and counts unknown payloads.</summary>
internal sealed class SlackRouter(
    CommandTurns commands,
    ActionTurns actions,
    ShortcutTurns shortcuts,
    SubmissionTurns submissions,
    OptionTurns options,
    EventTurns events,
    Workspaces workspaces,
    SlackTelemetry telemetry
)
{
    /// <summary>Answers a slash command.</summary>
    public ValueTask<Acknowledgement> CommandAsync(SlashCommand? command, CancellationToken cancellationToken) =>
        command is null ? ValueTask.FromResult(Acknowledgement.Bad) : commands.TakeAsync(command, cancellationToken);

    /// <summary>Answers an interaction.</summary>
    public ValueTask<Acknowledgement> InteractAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (payload.Text("type") is not { } type || !PayloadBounds.Fits(payload))
            return ValueTask.FromResult(Acknowledgement.Bad);
        if (workspaces.OfInteraction(payload) is not { } team)
            return ValueTask.FromResult(Acknowledgement.Forbidden);
        switch (type)
        {
            case "block_actions":
                return actions.TakeAsync(payload, team, cancellationToken);
            case "view_submission":
                return submissions.TakeAsync(payload, team, cancellationToken);
            case "shortcut" or "message_action":
                return shortcuts.TakeAsync(payload, team, cancellationToken);
            case "block_suggestion":
                return options.AnswerAsync(payload, team);
            case "view_closed":
                return ValueTask.FromResult(Acknowledgement.Ok);
            default:
                telemetry.Unknown("interaction");
                return ValueTask.FromResult(Acknowledgement.Ok);
        }
    }

    /// <summary>Answers an event.</summary>
    public ValueTask<Acknowledgement> EventAsync(JsonElement envelope, CancellationToken cancellationToken)
    {
        switch (envelope.Text("type"))
        {
            case null:
            case not null when !PayloadBounds.Fits(envelope):
                return ValueTask.FromResult(Acknowledgement.Bad);
            case "url_verification":
                return ValueTask.FromResult(Challenge(envelope.Text("challenge")));
            case "event_callback" or "app_rate_limited" when workspaces.OfEvent(envelope) is null:
                return ValueTask.FromResult(Acknowledgement.Forbidden);
            case "event_callback":
                return events.TakeAsync(envelope, workspaces.OfEvent(envelope)!, cancellationToken);
            case "app_rate_limited":
                return ValueTask.FromResult(events.RateLimited());
            default:
                telemetry.Unknown("payload");
                return ValueTask.FromResult(Acknowledgement.Ok);
        }
    }

    private static Acknowledgement Challenge(string? challenge) =>
        challenge is null
            ? Acknowledgement.Bad
            : Acknowledgement.With(
                Blocks.BlockKitRenderer.Bytes(w =>
                {
                    w.WriteStartObject();
                    w.WriteString("challenge"u8, challenge);
                    w.WriteEndObject();
                })
            );
}
