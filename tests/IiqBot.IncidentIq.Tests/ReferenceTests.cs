using System.Reflection;
using System.Text.RegularExpressions;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Tests;

/// <summary>What the client believes, held against the reference material.</summary>
public sealed partial class ReferenceTests
{
    /// <summary>Known from elsewhere: incident-iq-api.md, section 1 (login) and section 16, row 1 (the guide's PUT).</summary>
    private static readonly string[] KnownFromElsewhere = ["GET /api/v1.0/login", "PUT /api/v1.0/tickets/{}"];

    [Fact]
    public void Every_route_that_is_called_is_in_the_API_description()
    {
        using var description = SharedData.Read("iiq-openapi-helpdesk-subset.json");
        var described = description.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => Normal($"{method.Name.ToUpperInvariant()} {path.Name}")))
            .ToHashSet(StringComparer.Ordinal);
        var called = typeof(Routes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => Normal(f.GetValue(null)!.ToString()!)).ToList();

        Assert.True(called.Count > 20);
        Assert.Equal(KnownFromElsewhere, called.Except(described).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_facet_that_is_sent_is_in_the_catalogue()
    {
        using var catalogue = SharedData.Read("iiq-filter-facets.json");
        var known = catalogue.RootElement.GetProperty("facets").GetProperty("tickets").EnumerateObject().Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        TicketFilter[] sent =
        [
            TicketFilter.State(true), TicketFilter.Requester(Ids.User), TicketFilter.SubmittedBy(Ids.User), TicketFilter.AssignedTo(Ids.User),
            TicketFilter.AssignedToTeam(Ids.Team), TicketFilter.AtStep(Ids.Step), TicketFilter.AtLocation(Ids.Location), TicketFilter.OfPriority(new(Ids.Step, "", 0, 1)),
            TicketFilter.OfCategory(Ids.Issue), TicketFilter.Numbered("1"), TicketFilter.Keyword("x"), TicketFilter.Unassigned(), TicketFilter.Urgent(), TicketFilter.PastDue(),
            TicketFilter.CreatedBetween(default, default), TicketFilter.DueBetween(default, default), TicketFilter.ModifiedBetween(default, default),
        ];
        // The description calls these two universal, so the tickets' own list leaves them out.
        Assert.Equal(["location", "user"], sent.Select(f => f.Facet).Except(known).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tickets_that_were_seen_to_lack_members_are_read()
    {
        using var drift = SharedData.Read("iiq-ticket-live-shape-drift.json");
        foreach (var seen in drift.RootElement.GetProperty("cases").EnumerateArray())
        {
            using var client = new ScriptedClient();
            client.Site.On($"GET {Ids.TicketPath}", Reply.Json(200, seen.GetProperty("payload").GetRawText()));
            var ticket = await client.Tickets.GetAsync(Ids.Ticket, TestContext.Current.CancellationToken);

            var isMissing = seen.GetProperty("name").GetString() == "missing_ticket_id";
            Assert.Equal(isMissing ? Ids.Ticket : Guid.Parse("11111111-1111-1111-1111-111111111111"), ticket.Id);
            Assert.StartsWith("TCK-00000", ticket.Number, StringComparison.Ordinal);
            Assert.Equal("Sanitized ticket detail fixture", ticket.Subject);
            Assert.Equal(new DateTimeOffset(2026, 5, 13, 20, 1, 0, TimeSpan.FromHours(-4)), ticket.Modified);
            Assert.Equal(Guid.Parse("99999999-9999-9999-9999-999999999999"), ticket.Step!.Id);
            Assert.False(ticket.IsClosed);
        }
    }

    private static string Normal(string route) => Placeholder().Replace(route, "{}");

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
