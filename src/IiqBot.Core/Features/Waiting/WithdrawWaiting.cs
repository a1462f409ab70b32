using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Waiting;

/// <summary>Withdraws one of the asker's waiting requests, unless the bot may already have sent part of it.</summary>
public sealed class WithdrawWaiting(IInbox inbox, Sendings sendings, TimeProvider time) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.WithdrawWaiting, Access.Anyone);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var actor = turn.Request.Actor;
        if (
            turn.Arguments.Id(ArgumentNames.WaitingRequest) is not { } id
            || await inbox.FindAsync(id, cancellationToken) is not { } work
            || !IsOf(actor, work)
        )
            return Say(Texts.WithdrawTooLate);
        if (work.State != WorkState.Waiting)
            return Say(SayEnded(work));
        if (await sendings.MayHaveBeenSentAsync(work, cancellationToken))
            return Say(work.Request.Verb == Verbs.FileTicket ? Texts.WithdrawSent : Texts.WithdrawSentOther);
        var audit = new AuditEntry(
            time.GetUtcNow(),
            actor,
            turn.Caller?.Id,
            work.Request.Verb!,
            work.Request.Arguments.Id(TicketArguments.Ticket),
            turn.Request.Conversation,
            AuditOutcome.Withdrawn,
            work.Reference
        );
        if (await inbox.WithdrawAsync(work.Id, actor, audit, cancellationToken))
            return Say(Texts.WaitingWithdrawn.With(work.Reference));

        // A waiting request is tried now and then, to find out whether Incident IQ is back, so it may have ended meanwhile.
        return await inbox.FindAsync(work.Id, cancellationToken) is { State: not WorkState.Waiting } ended
            ? Say(SayEnded(ended))
            : Say(
                Texts.WithdrawBusy,
                new CardAction.Press(
                    Texts.ActionWithdraw,
                    Verbs.WithdrawWaiting,
                    Arguments.Of(ArgumentNames.WaitingRequest, work.Id.ToString())
                )
                {
                    IsDestructive = true,
                }
            );
    }

    private static bool IsOf(Actor actor, WorkItem work) => work.Request.Actor.Key == actor.Key;

    private static string SayEnded(WorkItem work) =>
        work.State == WorkState.Withdrawn ? Texts.WaitingWithdrawn.With(work.Reference) : Texts.WithdrawTooLate;

    private static BotResponse.ReplaceCard Say(string sentence, params ReadOnlySpan<CardAction> first) =>
        new(
            new Card
            {
                Title = Texts.WithdrawTitle,
                Summary = sentence,
                Body = [new CardElement.Paragraph(sentence)],
                Actions =
                [
                    .. first,
                    new CardAction.Press(Texts.ActionShowWaiting, Verbs.ShowWaiting, Arguments.None),
                    new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                ],
            }
        );
}
