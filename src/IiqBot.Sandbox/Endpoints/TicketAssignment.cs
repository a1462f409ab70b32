using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Who works on a ticket, and for whom it is (docs/reference/incident-iq-changes.md, "Narrow routes" and "Assignment").</summary>
internal static class TicketAssignment
{
    private const string Assigned = "Ticket successfully assigned.";
    private const string Unassigned = "Ticket successfully unassigned.";

    public static void Map(RouteTable routes)
    {
        routes.Post(
            "/tickets/{ticketId}/assign",
            call =>
            {
                Assign(call, call.Ticket(), call.Body);
                return Reply.Done(Assigned);
            }
        );
        routes.Post("/tickets/bulk/assign", AssignMany);
        routes.Post(
            "/tickets/{ticketId}/unassign/user",
            call =>
            {
                var ticket = call.Ticket();
                if (ticket.AssignedToUserId is null)
                    throw Refusal.Of(400, "The ticket is not assigned to a user.");
                call.World.Desk.Change(ticket, call.Caller, () => ticket.AssignedToUserId = null);
                return Reply.Done(Unassigned);
            }
        );
        routes.Post(
            "/tickets/{ticketId}/unassign/team",
            call =>
            {
                var ticket = call.Ticket();
                if (ticket.AssignedToTeamId is null)
                    throw Refusal.Of(400, "The ticket is not assigned to a team.");
                call.World.Desk.Change(ticket, call.Caller, () => ticket.AssignedToTeamId = null);
                return Reply.Done(Unassigned);
            }
        );
        routes.Post("/tickets/{ticketId}/owner/{ownerId}/for/{forId}", SetPeople);
        routes.Post(
            "/tickets/{ticketId}/sla",
            call =>
            {
                var ticket = call.Ticket();
                var sla =
                    SiteLists.Slas.FirstOrDefault(sla => sla.SlaId == call.Body.Id("SlaId"))
                    ?? throw Refusal.Of(400, "The specified SLA is not valid for this ticket.");
                call.World.Desk.Change(ticket, call.Caller, () => ticket.SlaId = sla.SlaId);
                return Reply.Done(Assigned);
            }
        );
        routes.Post(
            "/tickets/{ticketId}/unassign-sla",
            call =>
            {
                var ticket = call.Ticket();
                call.World.Desk.Change(ticket, call.Caller, () => ticket.SlaId = null);
                return Reply.Done(Unassigned);
            }
        );
        routes.Get("/tickets/{ticketId}/sla", call => Reply.Item(Shapes.SlaShape.OfTicket(call.Ticket(), call.Now)));
    }

    // 400 when nothing is asked for and when it is so already, both documented.
    private static void Assign(Call call, Ticket ticket, JsonBody body)
    {
        var user = body.Id("AssignToUserId");
        var team = body.Id("AssignToTeamId");
        var sla = body.Id("AssignToSlaId");
        var clearUser = body.Flag("ClearUser") == true;
        var clearTeam = body.Flag("ClearTeam") == true;
        if (user is null && team is null && sla is null && !clearUser && !clearTeam)
            throw Refusal.Of(400, "No assignment was specified.");
        if (user is { } id && !(call.District.PeopleById.TryGetValue(id, out var agent) && agent.IsAgent))
            throw Refusal.Invalid("AssignToUserId", "The user was not found or cannot be assigned tickets.");
        if (team is { } teamId && !call.District.TeamsById.ContainsKey(teamId))
            throw Refusal.Invalid("AssignToTeamId", "The team was not found.");
        if (sla is not null && SiteLists.Slas.All(known => known.SlaId != sla))
            throw Refusal.Invalid("AssignToSlaId", "The SLA was not found.");

        var toUser = user ?? (clearUser ? null : ticket.AssignedToUserId);
        var toTeam = team ?? (clearTeam ? null : ticket.AssignedToTeamId);
        var toSla = sla ?? ticket.SlaId;
        if (toUser == ticket.AssignedToUserId && toTeam == ticket.AssignedToTeamId && toSla == ticket.SlaId)
            throw Refusal.Of(400, "The ticket is already assigned.");
        call.World.Desk.Change(
            ticket,
            call.Caller,
            () =>
            {
                ticket.AssignedToUserId = toUser;
                ticket.AssignedToTeamId = toTeam;
                ticket.SlaId = toSla;
            }
        );
    }

    private static Reply AssignMany(Call call)
    {
        foreach (var id in call.Body.Ids("TicketIds"))
        {
            if (call.District.TicketsById.TryGetValue(id, out var ticket))
                Assign(call, ticket, call.Body.Object("Request"));
        }

        return Reply.Item(Guid.NewGuid());
    }

    private static Reply SetPeople(Call call)
    {
        var ticket = call.Ticket();
        var owner = Person("ownerId");
        var requester = Person("forId");
        call.World.Desk.Change(ticket, call.Caller, () => (ticket.OwnerId, ticket.ForId) = (owner, requester));
        return Reply.Done("Ticket for was successfully set.");

        Guid Person(string name)
        {
            var id = call.RouteId(name, "User");
            return call.District.PeopleById.ContainsKey(id) ? id : throw Refusal.NotFound("User", id);
        }
    }
}
