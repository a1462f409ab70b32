using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Rules;

/// <summary>The rule that routes new tickets to a team and, for some categories, to a technician, a moment after filing.</summary>
internal sealed class AutoAssign(District district, TicketDesk desk, Scheduler scheduler, TimeSpan delay)
{
    public static readonly Guid RuleId = new("5f1d7f00-0000-4000-8000-000000000001");

    public void Listen(Lock gate) =>
        desk.OnChange(change =>
        {
            if (change.Kind == ChangeKind.Created)
                scheduler.After(delay, () => Route(change.Ticket, gate));
        });

    private void Route(Ticket ticket, Lock gate)
    {
        lock (gate)
        {
            if (ticket.IsDeleted || ticket.IsClosed || ticket.AssignedToTeamId is not null)
                return;
            var team = Routing.TeamFor(ticket, district);
            desk.Log(ticket, null, isPublic: false, new(ItemKind.RuleExecution, 7, Guid.NewGuid()) { RuleName = $"Route to {team.Name}" });
            desk.Change(
                ticket,
                by: null,
                () =>
                {
                    ticket.AssignedToTeamId = team.TeamId;
                    ticket.AssignedToUserId ??= Routing.TechnicianFor(ticket, team, district);
                }
            );
        }
    }
}
