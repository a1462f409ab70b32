using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>A technician takes the assigned technician off a ticket; where there is none, the assigned team.</summary>
public sealed class UnassignTicket(TicketDesk desk, ITickets tickets) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.UnassignTicket, Access.Agent)
    {
        Aliases = ["unassign", "release", "give back"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
        Usage = () => new(Texts.UsageUnassign, Texts.MeaningUnassign),
        Button = () => Texts.ActionUnassign,
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
        var name = ticket.Assignee?.Name ?? ticket.Team?.Name ?? "";
        var done = new Change(who => Texts.Unassigned.With(who, name.Length > 0 ? name : Texts.AssigneeFormer)) { Before = TicketBefore.AssigneesOf(ticket) };
        if (ticket.Assignee is null && ticket.Team is null) return await desk.AlreadySoAsync(turn, opened, Texts.UnassignedAlready, done, cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        if (ticket.Assignee is not null) await tickets.UnassignUserAsync(ticket.Id, cancellationToken);
        else await tickets.UnassignTeamAsync(ticket.Id, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }
}
