using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

[Collection<SharedSandbox>]
public sealed class FilterTests(RunningSandbox sandbox)
{
    private Client Client => sandbox.Client;

    private const string Open = "00000000-0000-0000-0000-000000000000";
    private const string Closed = "11111111-1111-1111-1111-111111111111";

    [Theory]
    [InlineData("""{"Facet":"assignedto","Id":"6d5fee76-e05e-43c0-b8e9-b8447746e504"}""")]
    [InlineData("""{"Facet":"priority","Value":"High"}""")]
    [InlineData("""{"Facet":"status","Name":"Open"}""")]
    [InlineData("""{"Facet":"agent","Id":"not a guid"}""")]
    [InlineData("""{"Facet":"isurgent","Name":"true","Value":"true"}""")]
    [InlineData("""{"Facet":"isurgent","Value":"yes"}""")]
    [InlineData("""{"Facet":"createddate","Value":"range:thisweek"}""")]
    [InlineData("""{"Facet":"createddate","Value":"Date:03/01/2026"}""")]
    [InlineData("""{"Facet":"createddate","Value":"date>=2026-03-01"}""")]
    [InlineData("""{"Facet":"priorityrange","Value":">50"}""")]
    [InlineData("""{"Facet":"ticketstate","Value":"open"}""")]
    public async Task Unknown_and_unreadable_filters_are_dropped_silently(string filter) =>
        Assert.Equal(2000, await Client.CountAsync(JsonSerializer.Deserialize<JsonElement>(filter)));

    [Fact]
    public async Task Selected_false_does_not_switch_a_filter_off() =>
        Assert.InRange(
            await Client.CountAsync(
                new
                {
                    Facet = "isurgent",
                    Name = "yes",
                    Value = "yes",
                    Selected = false,
                }
            ),
            1,
            1999
        );

    [Fact]
    public async Task Facet_names_match_in_any_case() =>
        Assert.Equal(
            await Client.CountAsync(new { Facet = "ticketstate", Id = Open }),
            await Client.CountAsync(new { Facet = "TicketState", Id = Open })
        );

    [Fact]
    public async Task Filters_of_one_facet_are_alternatives_and_another_facet_narrows()
    {
        var teams = await TeamIdsAsync();
        var one = await Client.CountAsync(new { Facet = "team", Id = teams[0] });
        var other = await Client.CountAsync(new { Facet = "team", Id = teams[1] });
        var either = await Client.CountAsync(new { Facet = "team", Id = teams[0] }, new { Facet = "team", Id = teams[1] });
        var open = await Client.CountAsync(new { Facet = "team", Id = teams[0] }, new { Facet = "ticketstate", Id = Open });
        var closed = await Client.CountAsync(new { Facet = "team", Id = teams[0] }, new { Facet = "ticketstate", Id = Closed });

        Assert.Equal(one + other, either);
        Assert.Equal(one, open + closed);
        Assert.InRange(open, 1, one - 1);
    }

    [Fact]
    public async Task Filter_groups_are_alternatives()
    {
        var teams = await TeamIdsAsync();
        var first = await Client.CountAsync(new { Facet = "team", Id = teams[0] }, new { Facet = "ticketstate", Id = Open });
        var second = await Client.CountAsync(new { Facet = "team", Id = teams[1] }, new { Facet = "ticketstate", Id = Closed });
        var both = await Client.CountAsync(
            new
            {
                Facet = "team",
                Id = teams[0],
                GroupIndex = 0,
            },
            new
            {
                Facet = "ticketstate",
                Id = Open,
                GroupIndex = 0,
            },
            new
            {
                Facet = "team",
                Id = teams[1],
                GroupIndex = 1,
            },
            new
            {
                Facet = "ticketstate",
                Id = Closed,
                GroupIndex = 1,
            }
        );

        Assert.Equal(first + second, both);
    }

    [Fact]
    public async Task Negative_filters_of_one_facet_exclude_all_of_them()
    {
        var teams = await TeamIdsAsync();
        var either = await Client.CountAsync(new { Facet = "team", Id = teams[0] }, new { Facet = "team", Id = teams[1] });
        var neither = await Client.CountAsync(
            new
            {
                Facet = "team",
                Id = teams[0],
                Negative = true,
            },
            new
            {
                Facet = "team",
                Id = teams[1],
                Negative = true,
            }
        );

        Assert.Equal(2000, either + neither);
    }

    [Fact]
    public async Task Yes_and_no_filters_divide_all_tickets()
    {
        var yes = await Client.CountAsync(
            new
            {
                Facet = "sensitiveinfo",
                Name = "yes",
                Value = "yes",
            }
        );
        var no = await Client.CountAsync(
            new
            {
                Facet = "sensitiveinfo",
                Name = "no",
                Value = "no",
            }
        );

        Assert.InRange(yes, 1, 200);
        Assert.Equal(2000, yes + no);
    }

    [Theory]
    [InlineData("agent", "AssignedToUserId")]
    [InlineData("team", "AssignedToTeamId")]
    [InlineData("user", "ForId")]
    [InlineData("for", "ForId")]
    [InlineData("submittedby", "OwnerId")]
    [InlineData("status", "WorkflowStepId")]
    [InlineData("workflowstep", "WorkflowStepId")]
    [InlineData("workflow", "WorkflowId")]
    [InlineData("closereason", "CloseReasonTypeId")]
    [InlineData("location", "LocationId")]
    [InlineData("room", "LocationRoomId")]
    [InlineData("issue", "IssueId")]
    [InlineData("issuecategory", "IssueCategoryId")]
    [InlineData("sla", "SlaId")]
    [InlineData("ticket", "TicketId")]
    public async Task An_entity_facet_finds_the_tickets_with_that_id(string facet, string member)
    {
        var all = await sandbox.EveryTicketAsync();
        var id = all.Select(ticket => ticket.Text(member)).First(value => value is not null);
        var found = await Client.AllAsync(new { Facet = facet, Id = id });

        Assert.Equal(all.Count(ticket => ticket.Text(member) == id), found.Count);
        Assert.All(found, ticket => Assert.Equal(id, ticket.Text(member)));
    }

    [Fact]
    public async Task Tickets_are_found_by_number_keyword_device_and_score()
    {
        var ticket = (
            await Client.AllAsync(
                new
                {
                    Facet = "hasassetattached",
                    Name = "yes",
                    Value = "yes",
                }
            )
        )[5];

        Assert.Equal(
            ticket.Text("TicketId"),
            Assert.Single(await Client.AllAsync(new { Facet = "ticketnumber", Value = ticket.Text("TicketNumber") })).Text("TicketId")
        );
        Assert.Contains(
            await Client.AllAsync(new { Facet = "assettag", Value = ticket.GetProperty("Assets")[0].Text("AssetTag") }),
            found => found.Text("TicketId") == ticket.Text("TicketId")
        );
        Assert.All(
            await Client.AllAsync(new { Facet = "keyword", Value = "hdmi" }),
            found => Assert.Contains("HDMI", found.Text("Subject"), StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(
            await Client.AllAsync(
                new { Facet = "priorityrange", Value = "numoperator:greaterthan:50" },
                new { Facet = "priorityrange", Value = "numoperator:lessthan:100" }
            ),
            found => Assert.InRange(found.GetProperty("Priority").GetInt32(), 51, 99)
        );
        Assert.All(
            await Client.AllAsync(new { Facet = "prioritylevel", Id = "c6d0574a-2243-e611-a93b-a45e60e682da" }),
            found => Assert.True(found.GetProperty("Priority").GetInt32() >= 151)
        );
    }

    private async Task<List<string?>> TeamIdsAsync() =>
        [.. (await Client.GetAsync("teams")).GetProperty("Items").EnumerateArray().Select(team => team.Text("TeamId"))];
}
