using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;

namespace IiqBot.Core.Features.Waiting;

/// <summary>Shows what of the asker's waits for Incident IQ, oldest first. Always private.</summary>
public sealed class ShowWaiting(IInbox inbox, HandlerRegistry registry, TimeProvider time) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "work.waiting";

    private const int MostShown = 10;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Anyone)
    {
        Aliases = ["waiting", "what waits", "pending"],
        Button = () => Texts.ActionShowWaiting,
        Usage = () => new(Texts.UsageWaiting, Texts.MeaningWaiting),
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var waiting = await inbox.WaitingOfAsync(turn.Request.Actor, cancellationToken);
        return new BotResponse.Reply(new Card
        {
            Title = Texts.WaitingListTitle,
            Summary = waiting.Count == 0 ? Texts.WaitingNone : Texts.WaitingSummary.With(waiting.Count),
            Body = waiting.Count == 0
                ? [new CardElement.Paragraph(Texts.WaitingNone)]
                : [.. waiting.Take(MostShown).Select(work => new CardElement.Row(WhatOf(work), Detail(work), [], null))],
            Actions =
            [
                .. waiting.Take(MostShown).Select(work => new CardAction.Press(
                    Texts.ActionWithdrawOne.With(work.Reference), WithdrawWaiting.Verb, Arguments.Of(WithdrawWaiting.Work, work.Id.ToString())) { IsDestructive = true }),
                new CardAction.Press(Texts.ActionMyTickets, MyTickets.Verb, Arguments.None),
            ],
        })
        {
            IsPrivate = true,
        };
    }

    private string WhatOf(WorkItem work) =>
        WaitingTexts.TypedIn(work.Request) ?? registry.Find(work.Request.Verb)?.Route.Usage?.Invoke().Meaning ?? work.Request.Verb ?? "";

    private string Detail(WorkItem work) =>
        Texts.WaitingDetail.With(work.Reference, TicketTimes.Relative(work.ReceivedAt, time.GetUtcNow()));
}
