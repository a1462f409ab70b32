using System.Text.Json;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Tests;

public sealed class TicketTests : IDisposable
{
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_carries_the_documented_headers()
    {
        await GetAsync("");
        var headers = _client.Site.Last.Headers;
        Assert.Equal($"Bearer {ScriptedClient.Token}", headers["Authorization"]);
        Assert.Equal(ScriptedClient.SiteId.ToString(), headers["SiteId"]);
        Assert.Equal("ApiClient", headers["Client"]);
        Assert.Equal("application/json", headers["Accept"]);
        Assert.DoesNotContain("ProductId", headers.Keys);
        Assert.DoesNotContain("ApiFlags", headers.Keys);
    }

    [Fact]
    public async Task A_ticket_is_read_with_its_quirks_removed()
    {
        var ticket = await GetAsync(
            $$"""
            "IssueDescription":"<p>It <b>hums</b>,<br>no picture &amp; no light</p><script>x</script>","HasSensitiveInformation":true,
            "CreatedDate":"2025-10-20T13:44:41.3","ModifiedDate":"2025-12-01T08:00:00.1234567","DueDate":"2025-10-21T12:00:00Z","ClosedDate":"0001-01-01T00:00:00",
            "OwnerId":"{{Ids.Other}}","ForId":"{{Ids.User}}","For":{"UserId":"{{Ids.User}}","Name":"Ada Example","Email":"ada@maplewood.example"},
            "AssignedToUserId":"00000000-0000-0000-0000-000000000000","AssignedToUser":{"UserId":"00000000-0000-0000-0000-000000000000","Name":""},
            "LocationId":"{{Ids.Location}}","Location":{"LocationId":"{{Ids.Location}}","Name":"High School","LocationType":"School"},"LocationRoomId":"",
            "WorkflowStepId":"{{Ids.Step}}","WorkflowStep":{"StepName":"Resolved","StatusName":"Closed","IsClosed":true,"Color":"#FFBA1A","DisplayOrder":100},
            "IssueId":"{{Ids.Issue}}","Issue":{"IssueId":"{{Ids.Issue}}","Name":"No picture","IssueCategoryName":"Display"},
            "Priority":50,"TicketFollowerUserIds":["{{Ids.Other}}","00000000-0000-0000-0000-000000000000"],"SomethingNew":{"a":[1]}
            """
        );

        Assert.Equal("39181", ticket.Number);
        Assert.Equal("It hums,\nno picture & no light", ticket.Description);
        Assert.Equal(new(2025, 10, 20, 13, 44, 41, 300, TimeSpan.FromHours(-4)), ticket.Created);
        Assert.Equal(TimeSpan.FromHours(-5), ticket.Modified!.Value.Offset);
        Assert.Equal(new DateTimeOffset(2025, 10, 21, 8, 0, 0, TimeSpan.FromHours(-4)), ticket.Due);
        Assert.Equal(TimeSpan.FromHours(-4), ticket.Due!.Value.Offset);
        Assert.Null(ticket.Closed);
        Assert.Equal(new TicketPerson(Ids.Other, ""), ticket.Owner);
        Assert.Equal(new TicketPerson(Ids.User, "Ada Example", "ada@maplewood.example"), ticket.Requester);
        Assert.Null(ticket.Assignee);
        Assert.Null(ticket.Team);
        Assert.Equal((Ids.Location, "High School", null), (ticket.LocationId, ticket.LocationName, ticket.RoomId));
        Assert.Equal((Ids.Step, "Resolved", true, "#FFBA1A"), (ticket.Step!.Id, ticket.Step.Name, ticket.Step.IsClosed, ticket.Step.Color));
        Assert.True(ticket.IsClosed && ticket.IsSensitive);
        Assert.Equal("Display", ticket.Issue!.CategoryName);
        Assert.Equal([Ids.Other], ticket.FollowerIds);
        Assert.Equal($"https://district.test/agent/tickets/{Ids.Ticket}", ticket.Link!.AbsoluteUri);
    }

    [Fact]
    public async Task Dates_are_UTC_if_the_settings_say_so()
    {
        using var client = new ScriptedClient(o => o.DatesAreUtc = true);
        client.Site.On($"GET {Ids.TicketPath}", Reply.Ok($""" "Item":{Ids.TicketJson(""" "CreatedDate":"2025-10-20T13:00:00" """)} """));
        var ticket = await client.Tickets.GetAsync(Ids.Ticket, Cancel);
        Assert.Equal(new DateTimeOffset(2025, 10, 20, 9, 0, 0, TimeSpan.FromHours(-4)), ticket.Created);
    }

    [Fact]
    public async Task A_creation_sends_all_members_that_either_document_requires()
    {
        _client.Site.On(
            "POST /api/v1.0/tickets/new",
            Reply.Json(201, $$"""{"StatusCode":201,"Uid":"{{Ids.Ticket}}","Item":{"TicketNumber":2910,"Subject":"s"} }""")
        );
        var issue = new Issue(Ids.Issue, "No picture")
        {
            TypeId = Ids.Step,
            CategoryId = Ids.Team,
            ProductId = Ids.Ticketing,
        };
        var ticket = await _client.Tickets.CreateAsync(
            new()
            {
                Subject = "s",
                Description = "a < b\r\n& c",
                RequesterId = Ids.User,
                Issue = issue,
                LocationId = Ids.Location,
            },
            Cancel
        );

        Assert.Equal((Ids.Ticket, "2910"), (ticket.Id, ticket.Number));
        var sent = _client.Site.Last;
        Assert.Equal(Ids.Ticketing.ToString(), sent.Headers["ProductId"]);
        Assert.Equal(
            JsonSerializer.Serialize(
                new
                {
                    Subject = "s",
                    IssueDescription = "a &lt; b<br>&amp; c",
                    ForId = Ids.User,
                    IssueId = Ids.Issue,
                    IssueTypeId = Ids.Step,
                    IssueCategoryId = Ids.Team,
                    LocationId = Ids.Location,
                    ProductId = Ids.Ticketing,
                    SourceId = 1,
                    IsUrgent = false,
                }
            ),
            JsonSerializer.Serialize(sent.Json)
        );
    }

    [Fact]
    public async Task A_change_sends_only_what_is_set()
    {
        _client.Site.On($"POST {Ids.TicketPath}", Reply.Ok());
        await _client.Tickets.UpdateAsync(Ids.Ticket, new() { IsUrgent = true }, Cancel);

        Assert.Equal("OnlySetMappedProperties", _client.Site.Last.Headers["ApiFlags"]);
        Assert.Equal("""{"IsUrgent":true,"DeleteMissingCustomFieldValues":false}""", _client.Site.Last.Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_405_on_one_verb_switches_to_the_other_for_good(bool byPut)
    {
        using var client = new ScriptedClient(o => o.UpdateByPut = byPut);
        var (first, second) = byPut ? ("PUT", "POST") : ("POST", "PUT");
        client.Site.On($"{first} {Ids.TicketPath}", Reply.Empty(405)).On($"{second} {Ids.TicketPath}", Reply.Ok());

        await client.Tickets.UpdateAsync(Ids.Ticket, new() { Subject = "a" }, Cancel);
        await client.Tickets.UpdateAsync(Ids.Ticket, new() { Subject = "b" }, Cancel);
        Assert.Equal([first, second, second], client.Site.Calls.Select(c => c.Line.Split(' ')[0]));
    }

    [Fact]
    public async Task Changing_nothing_sends_nothing()
    {
        await _client.Tickets.UpdateAsync(Ids.Ticket, new(), Cancel);
        Assert.Empty(_client.Site.All);
    }

    [Fact]
    public async Task Assigning_the_current_assignee_does_not_fail()
    {
        _client
            .Site.On($"POST {Ids.TicketPath}/assign", Reply.Json(400, """{"StatusCode":400}"""))
            .On($"GET {Ids.TicketPath}", Reply.Ok($""" "Item":{Ids.TicketJson($""" "AssignedToUserId":"{Ids.User}" """)} """));
        await _client.Tickets.AssignAsync(Ids.Ticket, Ids.User, null, Cancel);

        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => _client.Tickets.AssignAsync(Ids.Ticket, Ids.Other, null, Cancel));
        Assert.Equal(IncidentIqFailure.Invalid, failure.Failure);
    }

    [Fact]
    public async Task A_status_set_by_an_attempt_whose_answer_was_lost_does_not_fail()
    {
        _client
            .Site.On(
                $"POST {Ids.TicketPath}/status/{Ids.Step}",
                Reply.Breaks(HttpRequestError.ResponseEnded),
                Reply.Json(400, """{"StatusCode":400}""")
            )
            .On($"GET {Ids.TicketPath}", Reply.Ok($""" "Item":{Ids.TicketJson($""" "WorkflowStepId":"{Ids.Step}" """)} """));
        await _client.Tickets.SetStatusAsync(Ids.Ticket, Ids.Step, Cancel);
        Assert.Equal(3, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task Lifecycle_calls_send_what_is_documented()
    {
        foreach (var path in new[] { "close", "cancel", "assign", "unassign/user", "unassign/team" })
        {
            _client.Site.On($"POST {Ids.TicketPath}/{path}", Reply.Ok());
        }

        await _client.Tickets.CloseAsync(Ids.Ticket, Ids.Step, Cancel);
        await _client.Tickets.CancelAsync(Ids.Ticket, null, Cancel);
        await _client.Tickets.AssignAsync(Ids.Ticket, null, Ids.Team, Cancel);
        await _client.Tickets.UnassignUserAsync(Ids.Ticket, Cancel);
        await _client.Tickets.UnassignTeamAsync(Ids.Ticket, Cancel);
        Assert.Equal(
            [
                $$"""{"CloseReasonTypeId":"{{Ids.Step}}"}""",
                "{}",
                $$"""{"TicketId":"{{Ids.Ticket}}","AssignToTeamId":"{{Ids.Team}}"}""",
                null,
                null,
            ],
            _client.Site.Calls.Select(c => c.Body)
        );
    }

    [Fact]
    public async Task Service_levels_are_read_with_their_clocks()
    {
        _client.Site.On(
            $"GET {Ids.TicketPath}/sla",
            Reply.Ok(
                """
                "Item":{"Sla":{"Name":"Repair","Metrics":[{"Name":"Resolution Time","ValueInMinutes":960}]},
                "SlaTimes":[{"Name":"Resolution Time","LogMinutes":275,"IsRunning":true},{"Name":"Response Time","LogMinutes":5}]}
                """
            ),
            Reply.Ok(""" "Item":{"TicketId":"x"} """),
            Reply.Json(404, """{"StatusCode":404}""")
        );

        var sla = await _client.Tickets.GetSlaAsync(Ids.Ticket, Cancel);
        Assert.Equal("Repair", sla!.Name);
        Assert.Equal(
            [
                new SlaTarget("Resolution Time", TimeSpan.FromMinutes(960), TimeSpan.FromMinutes(275), true),
                new SlaTarget("Response Time", null, TimeSpan.FromMinutes(5), false),
            ],
            sla.Targets
        );
        Assert.Null(await _client.Tickets.GetSlaAsync(Ids.Ticket, Cancel));
        Assert.Null(await _client.Tickets.GetSlaAsync(Ids.Ticket, Cancel));
    }

    [Fact]
    public async Task Assets_are_listed_with_and_without_an_id()
    {
        _client.Site.On(
            $"GET {Ids.TicketPath}/assets",
            Reply.Ok($$""" "Items":[{"AssetId":"{{Ids.Team}}","AssetTag":"A1","SerialNumber":"S1","ModelName":"M"},{"ModelName":"N"}] """)
        );
        Assert.Equal(
            [new TicketAsset(Ids.Team, "A1", "S1", "M"), new TicketAsset(null, null, null, "N")],
            await _client.Tickets.GetAssetsAsync(Ids.Ticket, Cancel)
        );
    }

    [Theory]
    [InlineData(51, 51, 93, false)]
    [InlineData(50, -99999, 50, false)]
    [InlineData(2, 51, 93, true)]
    public async Task A_priority_that_was_not_applied_is_set_another_way(int readBack, int min, int max, bool isUpdated)
    {
        _client
            .Site.On($"POST {Ids.TicketPath}/priority", Reply.Ok())
            .On($"POST {Ids.TicketPath}", Reply.Ok())
            .On($"GET {Ids.TicketPath}", Reply.Ok($""" "Item":{Ids.TicketJson($""" "Priority":{readBack} """)} """));

        await _client.Tickets.SetPriorityAsync(Ids.Ticket, new(Ids.Step, "Some", min, max), Cancel);

        var score = min > 0 ? min : max;
        Assert.Equal($$"""{"TicketId":"{{Ids.Ticket}}","PriorityId":{{score}},"Priority":"{{Ids.Step}}"}""", _client.Site.Calls[0].Body);
        Assert.Equal(isUpdated ? 3 : 2, _client.Site.Calls.Count);
        if (isUpdated)
            Assert.Equal($$"""{"Priority":{{score}},"DeleteMissingCustomFieldValues":false}""", _client.Site.Last.Body);
    }

    [Fact]
    public async Task A_due_date_is_sent_with_its_time_and_removed_by_its_own_type()
    {
        _client.Site.On($"POST {Ids.TicketPath}/due-dates", Reply.Ok());
        await _client.Tickets.SetDueAsync(Ids.Ticket, new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.FromHours(-5)), Cancel);
        await _client.Tickets.SetDueAsync(Ids.Ticket, null, Cancel);
        Assert.Equal(
            ["""{"Type":3,"CustomDate":"2026-11-27T21:00:00Z","Count":0,"Period":3}""", """{"Type":99,"Count":0,"Period":3}"""],
            _client.Site.Calls.Select(c => c.Body)
        );
    }

    [Fact]
    public async Task A_device_is_added_to_the_linked_ones_once()
    {
        _client
            .Site.On(
                $"GET {Ids.TicketPath}/assets",
                Reply.Ok(
                    $$"""
                    "Items":[{"TicketAssetId":"{{Ids.Step}}","AssetId":"{{Ids.Team}}","AssetTag":"A1","ModelId":"{{Ids.Issue}}"},{"ModelId":"{{Ids.Issue}}","CategoryId":"{{Ids.User}}","ModelName":"N"}]
                    """
                )
            )
            .On($"POST {Ids.TicketPath}/assets", Reply.Ok());

        Assert.False(await _client.Assets.LinkAsync(Ids.Ticket, Ids.Team, Cancel));
        Assert.Single(_client.Site.Calls);
        Assert.True(await _client.Assets.LinkAsync(Ids.Ticket, Ids.Other, Cancel));
        using var expected = JsonDocument.Parse(
            $$"""
            [{"TicketAssetId":"{{Ids.Step}}","ModelId":"{{Ids.Issue}}","AssetId":"{{Ids.Team}}"},{"ModelId":"{{Ids.Issue}}","CategoryId":"{{Ids.User}}"},{"AssetId":"{{Ids.Other}}"}]
            """
        );
        Assert.True(
            JsonElement.DeepEquals(expected.RootElement, JsonSerializer.SerializeToElement(_client.Site.Last.Json)),
            _client.Site.Last.Body
        );
    }

    [Fact]
    public async Task A_device_is_found_only_by_its_exact_tag()
    {
        _client.Site.On(
            "GET /api/v1.0/assets/assettag/cb%2F1",
            Reply.Ok(
                $$"""
                "Items":[{"AssetId":"{{Ids.Team}}","AssetTag":"CB/1","ModelName":"M"},{"AssetId":"{{Ids.Other}}","AssetTag":"CB/10"}]
                """
            ),
            Reply.Json(404, """{"StatusCode":404}""")
        );

        Assert.Equal([new Asset(Ids.Team, "CB/1", null, "M")], await _client.Assets.FindByTagAsync(" cb/1 ", Cancel));
        Assert.Empty(await _client.Assets.FindByTagAsync("cb/1", Cancel));
    }

    public void Dispose() => _client.Dispose();

    private Task<Ticket> GetAsync(string members)
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Ok($""" "Item":{Ids.TicketJson(members)} """));
        return _client.Tickets.GetAsync(Ids.Ticket, Cancel);
    }
}
