using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Core.Features.Waiting;

/// <summary>Lists the asker's requests that wait for Incident IQ, oldest first. Always private.</summary>
public sealed class ShowWaiting(IInbox inbox, HandlerRegistry registry, TimeProvider time) : IRequestHandler
{
    private const int MostShown = 10;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ShowWaiting, Access.Anyone)
        {
            Aliases = ["waiting", "what waits", "pending"],
            Button = () => Texts.ActionShowWaiting,
            Usage = () => new(Texts.UsageWaiting, Texts.MeaningWaiting),
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var waiting = await inbox.WaitingOfAsync(turn.Request.Actor, cancellationToken);
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.WaitingListTitle,
                Summary = waiting.Count == 0 ? Texts.WaitingNone : Texts.WaitingSummary.With(waiting.Count),
                Body =
                    waiting.Count == 0
                        ? [new CardElement.Paragraph(Texts.WaitingNone)]
                        : [.. waiting.Take(MostShown).Select(work => new CardElement.Row(WhatOf(work), Detail(work), [], null))],
                Actions =
                [
                    .. waiting
                        .Take(MostShown)
                        .Select(work => new CardAction.Press(
                            Texts.ActionWithdrawOne.With(work.Reference),
                            Verbs.WithdrawWaiting,
                            Arguments.Of(ArgumentNames.WaitingRequest, work.Id.ToString())
                        )
                        {
                            IsDestructive = true,
                        }),
                    new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
    }

    private string WhatOf(WorkItem work) =>
        WaitingTexts.TypedIn(work.Request) ?? registry.Find(work.Request.Verb)?.Route.Usage?.Invoke().Meaning ?? work.Request.Verb ?? "";

    private string Detail(WorkItem work) =>
        Texts.WaitingDetail.With(work.Reference, TicketTimes.Relative(work.ReceivedAt, time.GetUtcNow()));
}
