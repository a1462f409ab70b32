using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Reports a change of a ticket: shows the ticket, records the change, and notifies others.</summary>
public sealed class ChangeAnswer(
    TicketDesk desk,
    ITickets tickets,
    ChangesSinceSeen changes,
    RecentActs acts,
    TicketCard cards,
    DoneCard done,
    HomeViewers homes,
    ILookups lookups,
    TimeProvider time
)
{
    /// <summary>
    /// Shows a ticket after a change. Reads the ticket again, so that the card shows what Incident IQ made of it. A comment is added
    /// even if others changed the ticket meanwhile, so the card then also says what they changed.
    /// </summary>
    /// <param name="turn">Who changed it, and where.</param>
    /// <param name="before">The ticket before the change.</param>
    /// <param name="change">What was done.</param>
    /// <param name="cancellationToken">Cancels the reading, not the answer.</param>
    public async Task<BotResponse> ShowAsync(Turn turn, OpenedTicket before, Change change, CancellationToken cancellationToken)
    {
        if (change.News is { } kind)
            Tell(turn, before.Ticket, kind, change);
        var text = change.Say(turn.Person.Name);
        var sharedText = change.SayToAll(turn.Person.IsAgent ? turn.Person.Name : Texts.SomebodyName);
        var whatHappened = turn.IsOneToOne ? text : sharedText;
        var act = new TicketAct(before.Ticket.Id, text, sharedText, time.GetUtcNow())
        {
            IsChange = change.IsChange,
            Before = change.Before,
            Told = turn.Trail.News is { } news ? [.. news.Hearers] : null,
        };
        var (mayUndo, after) = (false, before.Ticket);
        var card = await done.DrawAsync(
            turn,
            before.Ticket,
            whatHappened,
            async () =>
            {
                var ticket = after = await tickets.GetAsync(before.Ticket.Id, cancellationToken);
                act = act with { At = ticket.Modified ?? act.At, State = change.IsChange ? TicketArguments.StateOf(ticket) : null };
                var opened = new OpenedTicket(ticket, desk.RightsOf(turn, ticket));
                var notice = new CardElement.Notice(whatHappened, Tone.Good);
                if (!opened.Rights.CanSee)
                    return Gone(ticket, whatHappened, notice);
                mayUndo = change.Before is { } undo && await HasWayBackAsync(ticket, undo, cancellationToken);
                List<CardElement.Notice> notices = [notice];
                if (change.Reading is { } reading)
                    notices.Add(new(reading, Tone.Neutral));
                if (
                    !change.IsChange
                    && TicketArguments.SeenAt(turn.Arguments) is not null
                    && await changes.TellAsync(turn, before, cancellationToken) is { } meanwhile
                )
                    notices.Add(new(Texts.ChangedMeanwhile.With(meanwhile), Tone.Warning));
                return await cards.DrawAsync(turn, opened, cancellationToken, [.. notices]);
            }
        );
        await done.FollowAsync(
            turn,
            async () =>
            {
                await acts.AddAsync(turn, act);
                if (change.IsChange)
                    homes.Changed(turn, before.Ticket, after);
            }
        );
        return new BotResponse.ReplaceCard(mayUndo ? UndoOffer.On(card, act, time.GetUtcNow()) : card);
    }

    /// <summary>Notifies others of the change, once the request's result is saved.</summary>
    public static void Tell(Turn turn, Ticket ticket, NewsKind kind, Change? change = null) =>
        turn.Trail.News = new(kind, ticket.Id, turn.Person.Id, turn.Person.Name)
        {
            Words = change?.Words,
            Note = change?.Note,
            RequesterId = ticket.Requester?.Id,
            AssigneeId = ticket.Assignee?.Id,
            NewAssigneeId = change?.AssignedTo,
            Told = change?.Told,
        };

    // It is still a card of that ticket, so it may replace the card in the shared conversation.
    private static Card Gone(Ticket ticket, string whatHappened, CardElement.Notice notice) =>
        new()
        {
            Title = Texts.TicketGoneTitle,
            Summary = whatHappened,
            Body = [notice, new CardElement.Paragraph(Texts.TicketGone)],
            Actions = TicketDesk.WayOn,
            Ticket = new(ticket.Id, TicketArguments.VersionOf(ticket)),
        };

    /// <summary>Whether the earlier state can be restored. A workflow may not lead back to the step that the ticket came from.</summary>
    internal async Task<bool> HasWayBackAsync(Ticket ticket, TicketBefore before, CancellationToken cancellationToken) =>
        before.StepId is not { } back
        || ticket.Step is { } step && (await lookups.NextStepsAsync(step.Id, cancellationToken)).Any(next => next.Id == back);
}
