using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Unassigns a ticket's technician or, if it has none, its team. For technicians.</summary>
public sealed class UnassignTicket(ChangeRunner changes, ITickets tickets) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.UnassignTicket, Access.Agent)
        {
            Aliases = ["unassign", "release", "give back"],
            Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageUnassign, Texts.MeaningUnassign),
            Button = () => Texts.ActionUnassign,
            Writes = true,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(
            turn,
            ChangeRules.Work,
            opened =>
            {
                var ticket = opened.Ticket;
                var name = (ticket.Assignee?.Name ?? ticket.Team?.Name) is { Length: > 0 } known ? known : Texts.AssigneeFormer;
                var done = new Change(who => Texts.Unassigned.With(who, name)) { Before = TicketBefore.AssigneesOf(ticket) };
                return ChangePlan.Do.Always(
                    done,
                    token =>
                        ticket.Assignee is not null
                            ? tickets.UnassignUserAsync(ticket.Id, token)
                            : tickets.UnassignTeamAsync(ticket.Id, token)
                ) with
                {
                    IsAlreadySo = ticket.Assignee is null && ticket.Team is null,
                    AlreadySo = Texts.UnassignedAlready,
                };
            },
            cancellationToken
        );
}
