using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

[Collection<SharedSandbox>]
public sealed class DistrictTests(RunningSandbox sandbox)
{
    private Client Client => sandbox.Client;

    [Fact]
    public async Task Lists_are_long_enough_to_exceed_the_platforms_limits()
    {
        var locations = (await Client.GetAsync("/api/v2.0/locations/all?$s=1000")).GetProperty("Items").EnumerateArray().ToList();
        var issues = (await Client.GetAsync("issues")).GetProperty("Items").EnumerateArray().ToList();

        Assert.True(locations.Count >= 120);
        Assert.Equal(locations.Count, locations.Select(location => location.Text("Name")).Distinct().Count());
        Assert.Contains(locations, location => location.GetProperty("RoomCount").GetInt32() == 150);
        Assert.Equal(400, issues.Count);
        Assert.Equal(40, issues.Select(issue => issue.Text("IssueCategoryId")).Distinct().Count());
        Assert.All(
            issues.GroupBy(issue => issue.Text("IssueCategoryId")),
            category => Assert.Equal(10, category.Select(issue => issue.Text("Name")).Distinct().Count())
        );
        Assert.Equal(8, (await Client.GetAsync("teams/all")).GetProperty("ItemCount").GetInt32());
        Assert.Equal(3, (await Client.GetAsync("workflows")).GetProperty("ItemCount").GetInt32());
        Assert.Equal(5000, Total(await Client.PostAsync("assets", new { })));
        Assert.Equal(2000, Total(await Client.PostAsync("tickets", new { })));
    }

    [Theory]
    [InlineData("6d5fee76-e05e-43c0-b8e9-b8447746e504", 40)]
    [InlineData("6d5fee76-e05e-43c0-b8e9-b8447746e503", 150)]
    [InlineData("6d5fee76-e05e-43c0-b8e9-b8447746e502", 450)]
    [InlineData("6d5fee76-e05e-43c0-b8e9-b8447746e500", 1)]
    public async Task There_are_people_of_every_role(string role, int count) =>
        Assert.Equal(count, Total(await Client.PostAsync("users", new { Filters = new[] { new { Facet = "role", Id = role } } })));

    [Fact]
    public async Task A_projector_can_show_no_picture_or_not_turn_on()
    {
        await Client.IssueAsync("Projector", "No picture");
        await Client.IssueAsync("Projector", "Won't turn on");
    }

    [Fact]
    public async Task Some_tickets_are_sensitive_and_many_are_open()
    {
        var tickets = await sandbox.EveryTicketAsync();

        Assert.InRange(tickets.Count(ticket => ticket.GetProperty("HasSensitiveInformation").GetBoolean()), 40, 90);
        Assert.InRange(tickets.Count(ticket => !ticket.GetProperty("IsClosed").GetBoolean()), 300, 700);
        Assert.All(
            tickets,
            ticket =>
                Assert.Equal(
                    ticket.GetProperty("IsClosed").GetBoolean(),
                    ticket.GetProperty("WorkflowStep").GetProperty("IsClosed").GetBoolean()
                )
        );
        Assert.All(
            tickets,
            ticket => Assert.Equal(ticket.GetProperty("IsClosed").GetBoolean(), ticket.TryGetProperty("ClosedDate", out _))
        );
        Assert.All(tickets, ticket => Assert.True(string.CompareOrdinal(ticket.Text("ModifiedDate"), "2026-03-11T11:00:01") < 0));
    }

    private static int Total(JsonElement answer) => answer.GetProperty("Paging").GetProperty("TotalRows").GetInt32();
}
