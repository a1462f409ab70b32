using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>A technician assigns a ticket to themselves.</summary>
public sealed class TakeTicket(TicketDesk desk, ITickets tickets) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.TakeTicket, Access.Agent)
    {
        Aliases = ["take", "claim", "grab", "assign to me", "toma", "tomar"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
        Usage = () => new(Texts.UsageTake, Texts.MeaningTake),
        Button = () => Texts.ActionTake,
        Writes = true,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var ticket = opened.Ticket;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (ticket.IsClosed) return await desk.NotAllowedAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        if (ticket.Assignee?.Id == turn.Person.Id)
            return await desk.AlreadySoAsync(turn, opened, Texts.TakenAlready, new(who => Texts.Taken.With(who)) { News = NewsKind.Taken }, cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        await tickets.AssignAsync(ticket.Id, turn.Person.Id, teamId: null, cancellationToken);
        var taken = new Change(who => ticket.Assignee is { Name.Length: > 0 } before ? Texts.TakenOver.With(who, before.Name) : Texts.Taken.With(who))
        {
            Before = TicketBefore.AssigneesOf(ticket),
            News = NewsKind.Taken,
        };
        return await desk.ShowChangedAsync(turn, opened, taken, cancellationToken);
    }
}
