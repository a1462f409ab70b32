using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>
/// Undoes a change. For one minute, the person who changed a ticket's status, assignee, priority or due date can undo that if nothing
/// else changed since. They press the button on the card, or type <c>undo</c> for their latest such change.
/// </summary>
public sealed class UndoChange(ChangeRunner changes, ChangeAnswer answers, ITickets tickets, ITicketActs acts, TimeProvider time)
    : IRequestHandler
{
    // Only the person who made a change may undo it. The recorded acts show who that was.
    private static readonly ChangeRules Rules = new(_ => null);

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.UndoChange, Access.Known)
        {
            Aliases = ["undo", "take back"],
            Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageUndo, Texts.MeaningUndo),
            Button = () => Texts.ActionUndo,
            Writes = true,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var isTyped = turn.Arguments.Id(UndoOffer.Act) is null;
        if (isTyped && turn.Arguments[TicketArguments.Ticket] is null)
        {
            if (await LatestAsync(turn, cancellationToken) is not { } latest)
                return Nothing;
            turn = turn with
            {
                Request = turn.Request with
                {
                    Arguments = turn.Arguments.With(TicketArguments.Ticket, latest.TicketId).With(UndoOffer.Act, latest.Id),
                },
            };
        }

        var asked = turn;
        return await changes.RunAsync(asked, Rules, (opened, token) => PlanAsync(asked, opened.Ticket, isTyped, token), cancellationToken);
    }

    private async Task<ChangePlan> PlanAsync(Turn turn, Ticket ticket, bool isTyped, CancellationToken cancellationToken)
    {
        var known = await acts.OnAsync(ticket.Id, cancellationToken);
        var act = turn.Arguments.Id(UndoOffer.Act) is { } id ? known.FirstOrDefault(act => act.Id == id) : Undoable(turn, known);
        if (act is not { Before: { } before })
            return new ChangePlan.Refuse(isTyped ? Texts.UndoNothing : Texts.UndoTooLate);
        if (act.PersonId != turn.Person.Id)
            return new ChangePlan.Refuse(Texts.UndoNotYours);
        var undo = ChangePlan.Do.Always(
            new Change(who => Texts.Undone.With(who)) { News = NewsKind.Undone, Told = act.Told },
            token => RestoreAsync(ticket, before, token)
        );
        if (turn.IsRetry && IsAsBefore(ticket, before))
            return undo with { IsAlreadySo = true };
        if (AskedAt(turn) - act.DoneAt > UndoOffer.Grace)
            return new ChangePlan.Refuse(Texts.UndoTooLate);
        if (ticket.Modified != act.At)
            return new ChangePlan.Refuse(Texts.UndoChanged);
        return await answers.HasWayBackAsync(ticket, before, cancellationToken) ? undo : new ChangePlan.Refuse(Texts.UndoNoWayBack);
    }

    private static BotResponse.Reply Nothing =>
        new(
            new Card
            {
                Title = Texts.UndoNothingTitle,
                Summary = Texts.UndoNothing,
                Body = [new CardElement.Paragraph(Texts.UndoNothing)],
                Actions =
                [
                    new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                    new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
            IsRefusal = true,
        };

    private DateTimeOffset AskedAt(Turn turn) => turn.ReceivedAt ?? time.GetUtcNow();

    private async Task<TicketAct?> LatestAsync(Turn turn, CancellationToken cancellationToken) =>
        Undoable(turn, await acts.SinceAsync(AskedAt(turn) - UndoOffer.Grace, cancellationToken));

    // Looks only at the last change of each ticket, which may be an undo. A retry means the same change as the first attempt, which
    // may already have undone it.
    private TicketAct? Undoable(Turn turn, IReadOnlyList<TicketAct> known) =>
        known
            .Where(act => act.IsChange && !(turn.IsRetry && act.DoneAt > AskedAt(turn)))
            .GroupBy(act => act.TicketId)
            .Select(ofTicket => ofTicket.Last())
            .Where(act => act.PersonId == turn.Person.Id && act.Before is not null)
            .MaxBy(act => act.DoneAt);

    private static bool IsAsBefore(Ticket ticket, TicketBefore before) =>
        (before.StepId is not { } step || ticket.Step?.Id == step)
        && (!before.ChangedAssignee || (ticket.Assignee?.Id, ticket.Team?.Id) == (before.AssigneeId, before.TeamId))
        && (!before.ChangedDue || ticket.Due == before.Due)
        && (before.PriorityScore is not { } score || ticket.PriorityScore == score);

    private async Task RestoreAsync(Ticket ticket, TicketBefore before, CancellationToken cancellationToken)
    {
        if (before.StepId is { } step && ticket.Step?.Id != step)
            await tickets.SetStatusAsync(ticket.Id, step, cancellationToken);
        if (before.ChangedDue)
            await tickets.SetDueAsync(ticket.Id, before.Due, cancellationToken);
        if (before.PriorityScore is { } score)
            await tickets.UpdateAsync(ticket.Id, new TicketChanges { PriorityScore = score }, cancellationToken);
        if (!before.ChangedAssignee)
            return;
        if (before.AssigneeId is null && ticket.Assignee is not null)
            await tickets.UnassignUserAsync(ticket.Id, cancellationToken);
        if (before.TeamId is null && ticket.Team is not null)
            await tickets.UnassignTeamAsync(ticket.Id, cancellationToken);
        var (assignee, team) = (
            before.AssigneeId == ticket.Assignee?.Id ? null : before.AssigneeId,
            before.TeamId == ticket.Team?.Id ? null : before.TeamId
        );
        if (assignee is not null || team is not null)
            await tickets.AssignAsync(ticket.Id, assignee, team, cancellationToken);
    }
}
