using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Block actions (<c>block_actions</c>): buttons and entries of overflow menus, on messages, in modals and on the Home tab.
/// </summary>
internal sealed class ActionTurns(SlackRequests slackRequests, Drafts drafts, SlackTelemetry telemetry, TimeProvider time)
{
    /// <summary>Acknowledges a block action.</summary>
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
        // The form belongs to this person, who gets it back as it was. The submission decides whether they may send it.
        if (drafts.FormBehind(actor, arguments) is { } form)
            return slackRequests.TryOpen(turn, form) ? Acknowledgement.Ok : Acknowledgement.Busy;
        if (await slackRequests.AcceptAsync(turn, cancellationToken) is not { } accepted)
            return Acknowledgement.Ok;
        var isOnHome = payload.Text("view", "type") == "home";
        return slackRequests.TryAnswer(turn, accepted, opensView: route.View is null && (accepted.OpensForm || isOnHome))
            ? Acknowledgement.Ok
            : Acknowledgement.Busy;
    }

    /// <summary>The verb and arguments of the action; null when it asks the bot for nothing, as a link does.</summary>
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
        // The bot's messages have no attachments, so this is the preview of a link on somebody else's message.
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
