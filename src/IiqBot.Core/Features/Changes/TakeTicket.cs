using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Assigns a ticket to the technician who asks.</summary>
public sealed class TakeTicket(ChangeRunner changes, ITickets tickets) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.TakeTicket, Access.Agent)
        {
            Aliases = ["take", "claim", "grab", "assign to me", "toma", "tomar"],
            Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageTake, Texts.MeaningTake),
            Button = () => Texts.ActionTake,
            Writes = true,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(
            turn,
            ChangeRules.Work,
            opened =>
            {
                var (ticket, me) = (opened.Ticket, turn.Person.Id);
                var other = ticket.Assignee is { Name.Length: > 0 } assignee && assignee.Id != me ? assignee.Name : null;
                var taken = new Change(who => other is null ? Texts.Taken.With(who) : Texts.TakenOver.With(who, other))
                {
                    Before = TicketBefore.AssigneesOf(ticket),
                    News = NewsKind.Taken,
                };
                return ChangePlan.Do.Always(taken, token => tickets.AssignAsync(ticket.Id, me, teamId: null, token)) with
                {
                    IsAlreadySo = ticket.Assignee?.Id == me,
                    AlreadySo = Texts.TakenAlready,
                };
            },
            cancellationToken
        );
}
