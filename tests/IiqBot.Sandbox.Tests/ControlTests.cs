using System.Net;

namespace IiqBot.Sandbox.Tests;

public sealed class ControlTests : SandboxTest
{
    [Fact]
    public async Task Faults_are_switched_over_http()
    {
        await Client.PostAsync(
            "/_sandbox/faults",
            new
            {
                Kind = "RateLimited",
                Route = "/teams",
                Times = 3,
                RetryAfterSeconds = 5,
            }
        );
        using var limited = await Client.TryAsync(HttpMethod.Get, "teams");
        var left = (await Client.GetAsync("/_sandbox/faults"))[0].Text("Times");
        await Client.SendAsync(HttpMethod.Delete, "/_sandbox/faults", null);
        using var cleared = await Client.TryAsync(HttpMethod.Get, "teams");

        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [limited.StatusCode, cleared.StatusCode]);
        Assert.Equal("2", left);
    }

    [Fact]
    public async Task An_unknown_fault_or_role_is_refused()
    {
        using var nothing = await Client.TryAsync(HttpMethod.Post, "/_sandbox/faults", new { Route = "/teams" });
        using var fault = await Client.TryAsync(HttpMethod.Post, "/_sandbox/faults", new { Kind = "Nonsense" });
        using var role = await Client.TryAsync(
            HttpMethod.Post,
            "/_sandbox/people",
            new { Email = "new@maplewood.example", Role = "Nonsense" }
        );

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest],
            [nothing.StatusCode, fault.StatusCode, role.StatusCode]
        );
    }

    [Fact]
    public async Task Calls_are_counted_by_method_and_template()
    {
        var ticket = await Client.FileAsync();
        Sandbox.Control.ResetCalls();
        await Client.TicketAsync(ticket);
        await Client.TicketAsync(ticket);
        await Client.PostAsync("/services/tickets", new { });
        var calls = await Client.GetAsync("/_sandbox/calls");

        Assert.Equal(
            """{"GET /api/v1.0/tickets/{ticketId}":2,"POST /api/v1.0/tickets":1}""",
            System.Text.Json.JsonSerializer.Serialize(Sandbox.Control.Calls)
        );
        Assert.Equal("2", calls.Text("GET /api/v1.0/tickets/{ticketId}"));
    }

    [Theory]
    [InlineData(true, "True")]
    [InlineData(false, "False")]
    [InlineData(null, "")]
    public async Task An_agent_closes_a_ticket_with_words_of_any_visibility(bool? isPublic, string shown)
    {
        var ticket = await Client.FileAsync();
        var agent = Sandbox.Control.SamplePeople.First(person => person.Role == "Agent");
        await Client.PostAsync(
            "/_sandbox/timeline",
            new
            {
                Number = ticket.Text("TicketNumber"),
                agent.Email,
                Kind = "WorkflowLog",
                TypeId = 10,
                Text = "For agents only.",
                IsPublic = isPublic,
                Closes = true,
            }
        );
        var entry = (await Client.TimelineAsync(ticket))[0];

        Assert.Equal("True", (await Client.TicketAsync(ticket)).Text("IsClosed"));
        Assert.Equal(
            ("For agents only.", "10"),
            (entry.GetProperty("ActivityItems")[0].Text("Notes"), entry.GetProperty("ActivityItems")[0].Text("TicketActivityTypeId"))
        );
        Assert.Equal(shown, entry.TryGetProperty("IsPublic", out var visibility) ? visibility.ToString() : "");
    }

    [Fact]
    public async Task A_new_person_gets_an_account_and_an_agent_a_team()
    {
        var added = Sandbox.Control.SetPerson("Kim.Visitor@maplewood.example", "Kim Ann Visitor", "agent");
        var read = (await Client.GetAsync($"users/by-email/{Sandbox.SiteId}/kim.visitor@maplewood.example")).GetProperty("Item");

        Assert.Equal((added.UserId.ToString(), "Kim Ann", "Visitor"), (read.Text("UserId"), read.Text("FirstName"), read.Text("LastName")));
        Assert.Equal("Agent", read.GetProperty("Role").Text("Name"));
        Assert.Equal(1, await TeamsAsync(added.UserId));
    }

    [Theory]
    [InlineData("requester", "Staff")]
    [InlineData("administrator", "iiQ Administrator")]
    [InlineData("Student", "Student")]
    [InlineData("No Access", "No Access")]
    public async Task A_person_can_change_roles(string wanted, string expected)
    {
        var agent = await Client.PersonAsync("Agent");
        await Client.PostAsync(
            "/_sandbox/people",
            new
            {
                Email = agent.Text("Email"),
                Name = agent.Text("Name"),
                Role = wanted,
            }
        );
        var after = (await Client.GetAsync($"users/{agent.Text("UserId")}")).GetProperty("Item");

        Assert.Equal(expected, after.GetProperty("Role").Text("Name"));
        Assert.Equal(wanted == "administrator" ? 1 : 0, await TeamsAsync(Guid.Parse(agent.Text("UserId")!)));
    }

    [Fact]
    public async Task The_update_verb_is_switched_over_http()
    {
        await Client.PostAsync("/_sandbox/settings", new { UpdateVerb = "Both" });

        Assert.Equal(UpdateVerb.Both, Sandbox.Control.UpdateVerb);
    }

    [Fact]
    public async Task A_deactivated_person_keeps_role_and_tickets()
    {
        var agent = await Client.PersonAsync("Agent");
        await Client.PostAsync("/_sandbox/people", new { Email = agent.Text("Email"), IsActive = false });
        var after = (await Client.GetAsync($"users/by-email/{Sandbox.SiteId}/{agent.Text("Email")}")).GetProperty("Item");
        var listed = (await Client.PostAsync("users/agents?$s=200", new { }))
            .GetProperty("Items")
            .EnumerateArray()
            .Single(row => row.Text("UserId") == agent.Text("UserId"));

        Assert.False(after.GetProperty("IsActive").GetBoolean());
        Assert.False(listed.GetProperty("IsActive").GetBoolean());
        Assert.Equal("Agent", after.GetProperty("Role").Text("Name"));
        Assert.True(Sandbox.Control.SetActive(agent.Text("Email")!, isActive: true).IsActive);
    }

    [Theory]
    [InlineData("evil.example", null, "application/json", HttpStatusCode.Forbidden)]
    [InlineData("xn--localhost-", null, "application/json", HttpStatusCode.Forbidden)]
    [InlineData(null, "https://evil.example", "application/json", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", "application/json", HttpStatusCode.Forbidden)]
    [InlineData(null, null, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, null, "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("localhost", null, "application/json", HttpStatusCode.OK)]
    [InlineData(null, null, "application/json", HttpStatusCode.OK)]
    public async Task Web_pages_of_other_sites_cannot_reach_the_switches(string? host, string? origin, string type, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_sandbox/people");
        request.Content = new StringContent(
            """{"Email":"new@maplewood.example","Role":"administrator"}""",
            System.Text.Encoding.UTF8,
            type
        );
        if (host is not null)
            request.Headers.TryAddWithoutValidation("Host", host);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);

        using var response = await Client.Http.SendAsync(request, Cancelled);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task An_invalid_host_name_does_not_fail()
    {
        using var response = await Client.TryAsync(HttpMethod.Get, "login", null, ("Host", "xn--localhost-"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<int> TeamsAsync(Guid user)
    {
        var count = 0;
        foreach (var team in (await Client.GetAsync("teams")).GetProperty("Items").EnumerateArray())
        {
            var members = (await Client.GetAsync($"teams/{team.Text("TeamId")}/members")).GetProperty("Items").EnumerateArray();
            count += members.Count(member => member.Text("UserId") == user.ToString());
        }

        return count;
    }
}
