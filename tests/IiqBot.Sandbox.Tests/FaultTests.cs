using System.Net;
using System.Text.Json;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Sandbox.Tests;

public sealed class FaultTests : SandboxTest
{
    [Theory]
    [InlineData(FaultKind.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(FaultKind.NotFound, HttpStatusCode.NotFound)]
    [InlineData(FaultKind.MethodNotAllowed, HttpStatusCode.MethodNotAllowed)]
    [InlineData(FaultKind.ServerError, HttpStatusCode.InternalServerError)]
    [InlineData(FaultKind.BadGateway, HttpStatusCode.BadGateway)]
    [InlineData(FaultKind.InvalidToken, HttpStatusCode.Unauthorized)]
    public async Task A_fault_answers_as_documented_until_it_is_cleared(FaultKind kind, HttpStatusCode expected)
    {
        Sandbox.Control.Add(new Fault(kind));
        using var first = await Client.TryAsync(HttpMethod.Get, "login");
        using var second = await Client.TryAsync(HttpMethod.Get, "login");
        Sandbox.Control.ClearFaults();
        using var third = await Client.TryAsync(HttpMethod.Get, "login");

        Assert.Equal([expected, expected, HttpStatusCode.OK], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal(
            ((int)expected).ToString(System.Globalization.CultureInfo.InvariantCulture),
            (await Client.ReadAsync(first)).Text("StatusCode")
        );
    }

    [Theory]
    [InlineData("POST", "tickets")]
    [InlineData("GET", "tickets/priorities")]
    [InlineData("GET", "resolutions/close-reason-types")]
    public async Task Odd_rows_are_sent_by_any_list(string method, string path)
    {
        Sandbox.Control.Add(new Fault(FaultKind.NullRow) { Times = 1 });
        Sandbox.Control.Add(
            new Fault(FaultKind.OddMember)
            {
                Times = 1,
                Member = "Name",
                Json = "50.5",
            }
        );
        var odd = Rows(await Client.SendAsync(new(method), path, method == "POST" ? new { } : null));
        var plain = Rows(await Client.SendAsync(new(method), path, method == "POST" ? new { } : null));

        Assert.Equal((JsonValueKind.Null, plain.Count + 1), (odd[0].ValueKind, odd.Count));
        Assert.Equal("50.5", odd[1].GetProperty("Name").GetRawText());
        Assert.All(plain, row => Assert.Equal(JsonValueKind.Object, row.ValueKind));

        static List<JsonElement> Rows(JsonElement answer) =>
            [.. (answer.TryGetProperty("Items", out var items) ? items : answer.GetProperty("Item")).EnumerateArray()];
    }

    [Fact]
    public async Task A_member_is_missing_from_a_single_record_too()
    {
        var ticket = await Client.FileAsync();
        Sandbox.Control.Add(new Fault(FaultKind.MissingMember) { Member = "Subject" });
        Assert.False((await Client.TicketAsync(ticket)).TryGetProperty("Subject", out _));

        Sandbox.Control.Add(new Fault(FaultKind.MissingMember));
        Assert.Empty((await Client.TicketAsync(ticket)).EnumerateObject());
    }

    [Fact]
    public async Task Tickets_read_singly_lack_the_members_that_live_ones_lack()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var n = 0; n < 5; n++)
        {
            var alone = await Client.TicketAsync(await Client.FileAsync());
            seen.UnionWith(((string[])["TicketId", "SiteId", "IsTraining"]).Where(member => !alone.TryGetProperty(member, out _)));
        }

        Assert.Equal(3, seen.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_many_requests_say_when_to_come_back(bool sendHeader)
    {
        Sandbox.Control.Add(new Fault(FaultKind.RateLimited) { RetryAfterSeconds = 7, SendHeader = sendHeader });
        using var response = await Client.TryAsync(HttpMethod.Get, "login");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", (await Client.ReadAsync(response)).Text("RetryAfter"));
        Assert.Equal(sendHeader ? TimeSpan.FromSeconds(7) : null, response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_missing_permission_is_a_401_while_login_still_works()
    {
        Sandbox.Control.Add(new Fault(FaultKind.MissingPermission));
        using var teams = await Client.TryAsync(HttpMethod.Get, "teams");
        using var login = await Client.TryAsync(HttpMethod.Get, "login");

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [teams.StatusCode, login.StatusCode]);
    }

    [Theory]
    [InlineData("/tickets", true, true, false)]
    [InlineData("/tickets$", true, false, false)]
    [InlineData("POST /tickets/{ticketId}/mark-urgent", false, true, false)]
    [InlineData("GET /tickets", false, false, false)]
    [InlineData("/api/v1.0/teams", false, false, true)]
    [InlineData("/team", false, false, false)]
    public async Task A_fault_affects_only_its_calls(string route, bool query, bool mark, bool teams)
    {
        var ticket = await Client.FileAsync();
        Sandbox.Control.Add(new Fault(FaultKind.ServerError) { Route = route });
        using var first = await Client.TryAsync(HttpMethod.Post, "tickets", new { });
        using var second = await Client.TryAsync(HttpMethod.Post, $"tickets/{ticket.Text("TicketId")}/mark-urgent");
        using var third = await Client.TryAsync(HttpMethod.Get, "teams");

        Assert.Equal((query, mark, teams), (!first.IsSuccessStatusCode, !second.IsSuccessStatusCode, !third.IsSuccessStatusCode));
    }

    [Fact]
    public async Task A_counted_fault_stops_by_itself()
    {
        Sandbox.Control.Add(new Fault(FaultKind.ServerError) { Times = 2 });
        using var first = await Client.TryAsync(HttpMethod.Get, "login");
        using var second = await Client.TryAsync(HttpMethod.Get, "login");
        using var third = await Client.TryAsync(HttpMethod.Get, "login");

        Assert.Equal((false, false, true), (first.IsSuccessStatusCode, second.IsSuccessStatusCode, third.IsSuccessStatusCode));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(502)]
    public async Task An_HTML_page_replaces_JSON(int status)
    {
        Sandbox.Control.Add(new Fault(FaultKind.HtmlPage) { Status = status });
        using var response = await Client.TryAsync(HttpMethod.Get, "login");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_slow_answer_waits_by_the_clock_of_the_sandbox()
    {
        Sandbox.Control.Add(new Fault(FaultKind.Slow) { Delay = TimeSpan.FromSeconds(20) });
        var answer = Client.TryAsync(HttpMethod.Get, "login");
        await Sandbox.Control.UntilHeldAsync(Cancelled);
        var isEarly = answer.IsCompleted;
        Clock.Advance(TimeSpan.FromSeconds(20));
        using var response = await answer;

        Assert.False(isEarly);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_slow_write_is_done_even_if_the_client_has_gone()
    {
        var draft = await Client.DraftAsync();
        Sandbox.Control.Add(new Fault(FaultKind.Slow) { Delay = TimeSpan.FromSeconds(20), Times = 1 });
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var content = System.Net.Http.Json.JsonContent.Create(draft);
        var answer = Client.Http.PostAsync(new Uri("/api/v1.0/tickets/new", UriKind.Relative), content, giveUp.Token);
        await Sandbox.Control.UntilHeldAsync(Cancelled);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Clock.Advance(TimeSpan.FromSeconds(20));

        await Eventually.IsTrueAsync(async () => await Client.CountAsync() == 2001);
    }

    [Fact]
    public async Task A_dropped_connection_changes_nothing()
    {
        var draft = await Client.DraftAsync();
        Sandbox.Control.Add(new Fault(FaultKind.DropConnection) { Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.TryAsync(HttpMethod.Post, "tickets/new", draft));
        Assert.Equal(2000, await Client.CountAsync());
    }

    [Fact]
    public async Task A_lost_response_keeps_the_write()
    {
        var draft = await Client.DraftAsync();
        Sandbox.Control.Add(new Fault(FaultKind.LostResponse) { Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.TryAsync(HttpMethod.Post, "tickets/new", draft));
        Assert.Equal(2001, await Client.CountAsync());
    }

    [Fact]
    public async Task A_lost_write_may_appear_later()
    {
        var draft = await Client.DraftAsync();
        Sandbox.Control.Add(new Fault(FaultKind.LostResponse) { Times = 1, Delay = TimeSpan.FromSeconds(30) });
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.TryAsync(HttpMethod.Post, "tickets/new", draft));
        var before = await Client.CountAsync();
        Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((2000, 2001), (before, await Client.CountAsync()));
    }

    [Fact]
    public async Task A_lagging_search_sees_the_tickets_as_they_were()
    {
        var ticket = await Client.FileAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/mark-urgent");
        await Client.FileAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        Sandbox.Control.Add(new Fault(FaultKind.SearchLag) { Delay = TimeSpan.FromSeconds(30) });
        var found = Assert.Single(await Client.AllAsync(new { Facet = "ticketnumber", Value = ticket.Text("TicketNumber") }));

        Assert.False(found.GetProperty("IsUrgent").GetBoolean());
        Assert.True((await Client.TicketAsync(ticket)).GetProperty("IsUrgent").GetBoolean());
        Assert.Equal(2001, await Client.CountAsync());
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(2002, await Client.CountAsync());
    }

    [Fact]
    public async Task A_filter_can_be_dropped_on_purpose()
    {
        Sandbox.Control.Add(new Fault(FaultKind.IgnoreFilter) { Facet = "isurgent" });

        Assert.Equal(
            2000,
            await Client.CountAsync(
                new
                {
                    Facet = "isurgent",
                    Name = "yes",
                    Value = "yes",
                }
            )
        );
        Assert.NotEqual(
            2000,
            await Client.CountAsync(
                new
                {
                    Facet = "sensitiveinfo",
                    Name = "yes",
                    Value = "yes",
                }
            )
        );
    }
}
