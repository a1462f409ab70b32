using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Tests.Reference;

namespace IiqBot.IncidentIq.Tests;

/// <summary>Compares what the client does with what docs/reference says about Incident IQ.</summary>
public sealed partial class ReferenceTests
{
    [Fact]
    public void The_called_routes_are_those_on_the_page_of_routes()
    {
        var described = ReferencePage.Read("docs/reference/incident-iq-routes.md").Names("Routes").Select(Normal);
        var called = typeof(Routes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => Normal(field.GetValue(null)!.ToString()!));

        Assert.Equal(described.Order(StringComparer.Ordinal), called.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_facet_that_is_sent_is_on_the_page_of_tickets()
    {
        var known = ReferencePage.Read("docs/reference/incident-iq-tickets.md").Names("Facets").ToHashSet(StringComparer.Ordinal);
        var sent = typeof(TicketFilter)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(TicketFilter))
            .Select(method => ((TicketFilter)method.Invoke(null, [.. method.GetParameters().Select(Some)])!).Facet)
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(sent.Count > 15, string.Join(' ', sent));
        Assert.Subset(known, sent);
    }

    // docs/reference/incident-iq.md, "Missing members".
    [Theory]
    [InlineData("TicketId")]
    [InlineData("SiteId")]
    [InlineData("IsTraining")]
    [InlineData("ForId")]
    [InlineData("ModifiedDate")]
    public async Task A_ticket_that_lacks_a_member_is_read(string missing)
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["TicketId"] = Ids.Ticket,
            ["SiteId"] = Ids.Other,
            ["TicketNumber"] = "39181",
            ["Subject"] = "No picture",
            ["ProductId"] = Ids.Ticketing,
            ["ForId"] = Ids.User,
            ["WorkflowStepId"] = Ids.Step,
            ["ModifiedDate"] = "2026-05-14T00:01:00Z",
            ["IsClosed"] = false,
            ["IsTraining"] = false,
        };
        Assert.True(members.Remove(missing));
        using var client = new ScriptedClient();
        client.Site.On($"GET {Ids.TicketPath}", Reply.Json(200, JsonSerializer.Serialize(new { Item = members, StatusCode = 200 })));

        var ticket = await client.Tickets.GetAsync(Ids.Ticket, TestContext.Current.CancellationToken);

        Assert.Equal(
            (Ids.Ticket, "39181", "No picture", Ids.Step, false),
            (ticket.Id, ticket.Number, ticket.Subject, ticket.Step!.Id, ticket.IsClosed)
        );
        Assert.Equal(missing == "ModifiedDate" ? null : new DateTimeOffset(2026, 5, 13, 20, 1, 0, TimeSpan.FromHours(-4)), ticket.Modified);
    }

    private static object? Some(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "1"
        : parameter.ParameterType == typeof(PriorityLevel) ? new PriorityLevel(Ids.Step, "", 0, 1)
        : Activator.CreateInstance(parameter.ParameterType);

    private static string Normal(string route) => Placeholder().Replace(route, "{}");

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
