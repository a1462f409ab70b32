using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// The work on events after their acknowledgement. It handles each event once, because Slack resends events that it believes lost.
/// </summary>
internal sealed class EventWork(
    IDispatcher dispatcher,
    SlackRequests slackRequests,
    AnswerDelivery delivery,
    Previews previews,
    FairUse fairUse,
    SlackApi api,
    RecentIds recent,
    SlackTurnRunner runner
)
{
    private const int MostLinks = 5;

    /// <summary>Draws the Home tab for the person who opened it.</summary>
    public bool TryShowHome(SlackTurn turn, string? channel) =>
        TryOnce(
            turn,
            async token =>
            {
                if (await fairUse.AllowsAsync(turn, token))
                    await slackRequests.ShowHomeAsync(turn, channel, token);
            }
        );

    /// <summary>Offers to make a ticket of the message that somebody reacted to.</summary>
    public bool TryOfferFiling(SlackTurn turn) =>
        TryOnce(
            turn,
            async token =>
            {
                if (!await fairUse.AllowsAsync(turn, token))
                    return;
                var (channel, ts) = (turn.Route.Channel!, turn.Route.Message!);
                // A person who is not allowed gets that answer without the bot reading the message.
                if (await dispatcher.IsLetInAsync(turn.Request, token) is false)
                {
                    await AnswerAsync(Beside(turn, channel, thread: null).Asking(Verbs.FileFromMessage, Arguments.None), token);
                    return;
                }

                var found = await api.MessageAsync(turn.Team, channel, ts, token);
                if (!found.IsDelivered || found.Body.Member("message") is not { } message)
                    return;
                var offer = Beside(turn, channel, message.Text("thread_ts"));
                await AnswerAsync(offer.Asking(Verbs.FileFromMessage, MessageArguments.Of(message, message.Text("permalink"))), token);
            }
        );

    /// <summary>Shows previews of the ticket links in a message.</summary>
    public bool TryPreview(SlackTurn turn, JsonElement shared)
    {
        // While the author is still writing, nobody could see a preview.
        var (channel, ts) = (shared.Text("channel"), shared.Text("message_ts"));
        var links = shared
            .Items("links")
            .Select(link => link.Text("url"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(MostLinks)
            .ToList();
        if (channel is null || ts is null || links.Count == 0)
            return true;
        return TryOnce(
            turn,
            async token =>
            {
                foreach (var link in links)
                    await previews.ShowAsync(
                        turn,
                        new LinkPlace(link, channel, ts, shared.Text("unfurl_id"), shared.Text("source")),
                        token
                    );
            }
        );
    }

    // Only the person who reacted sees the offer.
    private static SlackTurn Beside(SlackTurn turn, string channel, string? thread)
    {
        var route = turn.Route with { Message = null, Thread = thread };
        var conversation = Addresses.Channel(turn.Team, channel, thread);
        return turn with
        {
            Route = route,
            Request = turn.Request with { MessageId = null, ReplyRoute = route.Write(), Conversation = conversation },
        };
    }

    private async Task AnswerAsync(SlackTurn turn, CancellationToken cancellationToken)
    {
        var accepted = await dispatcher.AcceptAsync(turn.Request, cancellationToken);
        await dispatcher.ServeAsync(accepted, (answer, token) => delivery.DeliverAsync(turn, answer, token), cancellationToken);
    }

    private bool TryOnce(SlackTurn turn, Func<CancellationToken, Task> work)
    {
        var id = $"{turn.Team} {turn.Request.Id}";
        if (!recent.TryAdd(id) || runner.TryStart(turn.Request.Actor, work))
            return true;
        recent.Remove(id);
        return false;
    }
}
