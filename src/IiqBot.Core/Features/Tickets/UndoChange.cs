using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Notices;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>For one minute, the person who changed a ticket's status or assignee takes it back, if nothing else changed since.</summary>
public sealed class UndoChange(TicketDesk desk, ITickets tickets, ITicketActs acts, TimeProvider time) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "ticket.undo";

    private const string Act = "act";
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known) { Writes = true };

    /// <summary>A card with the button that takes the act back, until the minute is over.</summary>
    internal static Card OfferOn(Card card, TicketAct act, DateTimeOffset now)
    {
        var arguments = Arguments.None.With(TicketArguments.Ticket, act.TicketId).With(Act, act.Id);
        return card with { Actions = [new CardAction.Press(Texts.ActionUndo, Verb, arguments), .. card.Actions], TrueUntil = now + Grace };
    }

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var known = await acts.OnAsync(opened.Ticket.Id, cancellationToken);
        var act = known.FirstOrDefault(act => act.Id == turn.Arguments.Id(Act));
        if (act is not { Before: { } before }) return await desk.NotAllowedAsync(turn, opened, Texts.UndoTooLate, cancellationToken);
        if (act.PersonId != turn.Person.Id) return await desk.NotAllowedAsync(turn, opened, Texts.UndoNotYours, cancellationToken);
        if (turn.IsRetry && IsAsBefore(opened.Ticket, before)) return await ShowAsync(turn, opened, cancellationToken);
        if ((turn.ReceivedAt ?? time.GetUtcNow()) - act.DoneAt > Grace) return await desk.NotAllowedAsync(turn, opened, Texts.UndoTooLate, cancellationToken);
        if (opened.Ticket.Modified != act.At) return await desk.NotAllowedAsync(turn, opened, Texts.UndoChanged, cancellationToken);
        await RestoreAsync(opened.Ticket, before, cancellationToken);
        return await ShowAsync(turn, opened, cancellationToken);
    }

    private Task<BotResponse> ShowAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken) =>
        desk.ShowChangedAsync(turn, opened, new(who => Texts.Undone.With(who)) { News = NewsKind.Undone }, cancellationToken);

    private static bool IsAsBefore(Ticket ticket, TicketBefore before) =>
        (before.StepId is not { } step || ticket.Step?.Id == step)
        && (!before.ChangedAssignee || (ticket.Assignee?.Id, ticket.Team?.Id) == (before.AssigneeId, before.TeamId));

    private async Task RestoreAsync(Ticket ticket, TicketBefore before, CancellationToken cancellationToken)
    {
        if (before.StepId is { } step && ticket.Step?.Id != step) await tickets.SetStatusAsync(ticket.Id, step, cancellationToken);
        if (!before.ChangedAssignee) return;
        if (before.AssigneeId is null && ticket.Assignee is not null) await tickets.UnassignUserAsync(ticket.Id, cancellationToken);
        if (before.TeamId is null && ticket.Team is not null) await tickets.UnassignTeamAsync(ticket.Id, cancellationToken);
        var (assignee, team) = (before.AssigneeId == ticket.Assignee?.Id ? null : before.AssigneeId, before.TeamId == ticket.Team?.Id ? null : before.TeamId);
        if (assignee is not null || team is not null) await tickets.AssignAsync(ticket.Id, assignee, team, cancellationToken);
    }
}
