using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Presses of buttons and entries of overflow menus (<c>block_actions</c>): on messages, in modals and on the Home tab.</summary>
internal sealed class ActionTurns(SlackRequests slackRequests, Drafts drafts, SlackTelemetry telemetry, TimeProvider time)
{
    /// <summary>Acknowledges a press.</summary>
    public async ValueTask<Acknowledgement> TakeAsync(JsonElement payload, string team, CancellationToken cancellationToken)
    {
        if (SlackTurn.ActorOf(payload, team) is not { } actor)
            return Acknowledgement.Bad;
        if (Pressed(payload) is not var (verb, arguments))
            return Acknowledgement.Ok;
        var route = RouteOf(payload, arguments);
        var trigger = payload.Text("trigger_id");
        var turn = SlackTurn.Of(
            trigger ?? $"{route.Message}:{payload.Items("actions").First().Text("action_ts")}",
            RequestKind.CardAction,
            actor,
            route,
            time
        ) with
        {
            Trigger = trigger,
        };
        turn = turn.Asking(verb, drafts.Of(actor, turn.Conversation, arguments.With(Previews.Key, (string?)null)));
        // It was made for this person, who gets it back as it was; whether they may send it is decided when they do.
        if (drafts.FormBehind(actor, arguments) is { } form)
            return slackRequests.TryOpen(turn, form) ? Acknowledgement.Ok : Acknowledgement.Busy;
        if (await slackRequests.AcceptAsync(turn, cancellationToken) is not { } accepted)
            return Acknowledgement.Ok;
        var isOnHome = payload.Text("view", "type") == "home";
        return slackRequests.TryAnswer(turn, accepted, opensView: route.View is null && (accepted.OpensForm || isOnHome))
            ? Acknowledgement.Ok
            : Acknowledgement.Busy;
    }

    /// <summary>What was pressed; null when it asks for nothing of the bot's, such as a link.</summary>
    private (string Verb, Arguments Arguments)? Pressed(JsonElement payload)
    {
        foreach (var action in payload.Items("actions"))
        {
            var id = ActionValue.NameIn(action.Text("action_id") ?? "");
            if (id is ActionValue.Link or "")
                continue;
            if (action.Text("type") == "button")
                return (id, ActionValue.Read(action.Text("value")));
            if (action.Text("type") == "overflow" && action.Text("selected_option", "value") is { } entry)
            {
                if (entry == ActionValue.Link)
                    continue;
                return ActionValue.ReadEntry(entry);
            }

            telemetry.Unknown("element");
        }

        return null;
    }

    private static ReplyRoute RouteOf(JsonElement payload, Arguments arguments)
    {
        var responseUrl = payload.Text("response_url");
        if (payload.Member("view") is { } view)
        {
            if (view.Text("type") == "home")
                return new ReplyRoute();
            return ViewMetadata.Read(view.Text("private_metadata")).Route with { View = view.Text("id"), Message = null, IsHome = false };
        }

        var container = payload.Member("container") ?? default;
        // What the bot posts has no attachments: one is the preview of a link, on a message that somebody else wrote.
        if (container.Text("type") == "message_attachment" || container.Is("is_app_unfurl"))
            return new ReplyRoute
            {
                Preview = Previews.PlaceOf(payload, container, arguments),
                Thread = container.Text("thread_ts"),
                ResponseUrl = responseUrl,
            };

        return new ReplyRoute
        {
            Channel = payload.Text("channel", "id") ?? container.Text("channel_id"),
            Thread = container.Text("thread_ts") ?? payload.Text("message", "thread_ts"),
            Message = container.Text("message_ts") ?? payload.Text("message", "ts"),
            IsEphemeral = container.Is("is_ephemeral"),
            ResponseUrl = responseUrl,
        };
    }
}
