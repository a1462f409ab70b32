using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Desk;

/// <summary>Who a ticket goes to, by issue category and location, as district rules have it.</summary>
internal static class Routing
{
    public static Team TeamFor(Ticket ticket, District district)
    {
        var names = ticket.Issue.Category.TeamNames;
        var name = names[district.LocationsById[ticket.LocationId].Number % names.Count];
        return district.Teams.First(team => team.Name == name);
    }

    /// <summary>The technician of the team who serves the ticket's location, for categories that go to one.</summary>
    public static Guid? TechnicianFor(Ticket ticket, Team team, District district) =>
        ticket.Issue.Category.GoesToTechnician && team.MemberIds.Count > 0
            ? team.MemberIds[district.LocationsById[ticket.LocationId].Number % team.MemberIds.Count]
            : null;
}
