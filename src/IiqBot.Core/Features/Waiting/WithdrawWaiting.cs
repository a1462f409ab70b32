using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;

namespace IiqBot.Core.Features.Waiting;

/// <summary>Takes back a request of the asker's that waits, unless part of it may have been sent already.</summary>
public sealed class WithdrawWaiting(IInbox inbox, Sendings sendings, TimeProvider time) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "work.withdraw";

    /// <summary>The argument that holds the waiting request's id.</summary>
    public const string Work = "work";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Anyone);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var actor = turn.Request.Actor;
        var waiting = await inbox.WaitingOfAsync(actor, cancellationToken);
        if (waiting.FirstOrDefault(item => item.Id == turn.Arguments.Id(Work)) is not { } work) return Say(Texts.WithdrawTooLate);
        if (await sendings.MayHaveBeenSentAsync(work, cancellationToken)) return Say(work.Request.Verb == FileTicket.Verb ? Texts.WithdrawSent : Texts.WithdrawSentOther);
        var audit = new AuditEntry(
            time.GetUtcNow(), actor, turn.Caller?.Id, work.Request.Verb!, work.Request.Arguments.Id(TicketArguments.Ticket), turn.Request.Conversation, AuditOutcome.Withdrawn, work.Reference);
        return Say(await inbox.WithdrawAsync(work.Id, actor, audit, cancellationToken) ? Texts.WaitingWithdrawn.With(work.Reference) : Texts.WithdrawTooLate);
    }

    private static BotResponse.ReplaceCard Say(string sentence) => new(new Card
    {
        Title = Texts.WithdrawTitle,
        Summary = sentence,
        Body = [new CardElement.Paragraph(sentence)],
        Actions =
        [
            new CardAction.Press(Texts.ActionShowWaiting, ShowWaiting.Verb, Arguments.None),
            new CardAction.Press(Texts.ActionMyTickets, MyTickets.Verb, Arguments.None),
        ],
    });
}
