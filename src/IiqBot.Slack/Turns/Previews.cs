using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Previews of links (docs.slack.dev, "Unfurling links in messages"). The bot attaches them to other people's messages, even where it is no
/// member. Everybody there sees them, and only <c>chat.unfurl</c> changes them.
/// </summary>
internal sealed class Previews(IDispatcher dispatcher, SlackApi api)
{
    /// <summary>
    /// The argument in which a preview's button carries the id from <c>link_shared</c>. With it the bot can reach the preview where it is
    /// no member.
    /// </summary>
    public const string Key = "_unfurl";

    private const char Separator = ' ';

    /// <summary>Shows the preview of a posted link.</summary>
    public Task ShowAsync(SlackTurn turn, LinkPlace place, CancellationToken cancellationToken) =>
        DrawAsync(turn, place, (card, token) => api.UnfurlAsync(turn.Team, place, card, token), cancellationToken);

    /// <summary>
    /// Redraws a preview with the ticket's current state after somebody used one of its buttons. Leaves it when Slack no longer finds it.
    /// </summary>
    public Task RenewAsync(SlackTurn turn, LinkPlace place, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(place.Url)
            ? Task.CompletedTask
            : DrawAsync(turn, place, (card, token) => ReplaceAsync(turn, place, card, token), cancellationToken);

    /// <summary>The preview that somebody pressed. It has no link when the attachment is not a preview.</summary>
    /// <param name="payload">A block action on an attachment (docs.slack.dev, "block_actions payload").</param>
    /// <param name="container">Its container.</param>
    /// <param name="arguments">The button's arguments.</param>
    public static LinkPlace PlaceOf(JsonElement payload, JsonElement container, Arguments arguments)
    {
        var origin = arguments[Key]?.Split(Separator, 2);
        return new(
            container.Text("app_unfurl_url") ?? payload.Text("app_unfurl", "app_unfurl_url") ?? "",
            container.Text("channel_id") ?? payload.Text("channel", "id") ?? "",
            container.Text("message_ts") ?? "",
            origin is [_, var id] ? id : null,
            origin is [var source, _] ? source : null
        );
    }

    // The message's channel and timestamp update the existing preview. Where the bot is no member, Slack may know only the id.
    private async Task<ApiAnswer> ReplaceAsync(SlackTurn turn, LinkPlace place, Card card, CancellationToken cancellationToken)
    {
        var answer = await api.UnfurlAsync(turn.Team, place with { UnfurlId = null, Source = null }, card, cancellationToken);
        return answer.IsDelivered || answer.IsWorthRetrying || place.UnfurlId is null
            ? answer
            : await api.UnfurlAsync(turn.Team, place, card, cancellationToken);
    }

    private async Task DrawAsync(
        SlackTurn turn,
        LinkPlace place,
        Func<Card, CancellationToken, Task> show,
        CancellationToken cancellationToken
    )
    {
        // The whole channel sees the preview, whoever posted the link.
        var conversation = new ConversationAddress(Platform.Name, turn.Team, place.Channel, ConversationScope.Channel);
        var request = turn.Request with
        {
            Id = $"{turn.Request.Id}:{place.Url}",
            Kind = RequestKind.Event,
            Verb = Verbs.PreviewTicket,
            Arguments = Arguments.Of(ArgumentNames.PostedLink, place.Url),
            Text = null,
            Conversation = conversation,
            MessageId = null,
            ReplyRoute = "",
        };
        var accepted = await dispatcher.AcceptAsync(request, cancellationToken);
        await dispatcher.ServeAsync(accepted, ShowAsync, cancellationToken);

        async Task<DeliveryResult> ShowAsync(BotResponse answer, CancellationToken token)
        {
            // Nobody in the conversation needs to see a refusal or a failure.
            if (answer is BotResponse.Reply { IsPrivate: false, IsRefusal: false, IsFailure: false, Card: var card })
                await show(Carrying(card, place), token);

            // A preview that Slack did not accept is not sent again: later it would be a separate message that nobody there asked for.
            return DeliveryResult.Unposted;
        }
    }

    private static Card Carrying(Card card, LinkPlace place) =>
        place is not { UnfurlId: { } id, Source: { } source }
            ? card
            : card with
            {
                Actions =
                [
                    .. card.Actions.Select(action =>
                        action is CardAction.Press press
                            ? press with
                            {
                                Arguments = press.Arguments.With(Key, $"{source}{Separator}{id}"),
                            }
                            : action
                    ),
                ],
            };
}
