using System.Net;

namespace IiqBot.Sandbox.Tests;

public sealed class EnvelopeTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    [Fact]
    public async Task A_single_answer_has_the_documented_members()
    {
        var answer = await Client.GetAsync("login");

        Assert.Equal(
            [
                "Item",
                "UserToken",
                "RequestDate",
                "ExecutionTime",
                "StatusCode",
                "ServerName",
                "ProcessId",
                "OperationId",
                "Properties",
                "IsSuccess",
            ],
            answer.EnumerateObject().Select(member => member.Name)
        );
        Assert.EndsWith("Z", answer.Text("RequestDate"), StringComparison.Ordinal);
        Assert.Equal(answer.GetProperty("Item").Text("UserId"), answer.Text("UserToken"));
    }

    [Fact]
    public async Task The_operation_changes_from_answer_to_answer() =>
        Assert.NotEqual((await Client.GetAsync("login")).Text("OperationId"), (await Client.GetAsync("login")).Text("OperationId"));

    [Fact]
    public async Task A_list_counts_its_page_and_pages_the_total()
    {
        var answer = await Client.PostAsync("tickets?$s=25&$p=2", new { });

        Assert.Equal(25, answer.GetProperty("ItemCount").GetInt32());
        var paging = answer.GetProperty("Paging");
        var total = paging.GetProperty("TotalRows").GetInt32();
        Assert.True(total >= 2000);
        Assert.Equal((total + 24) / 25, paging.GetProperty("PageCount").GetInt32());
        Assert.Equal(("25", "2"), (paging.Text("PageSize"), paging.Text("PageIndex")));
    }

    [Fact]
    public async Task A_missing_value_is_left_out()
    {
        var open = await Client.PostAsync("tickets?$s=1", new { Schema = "Unassigned" });

        Assert.False(open.GetProperty("Items")[0].TryGetProperty("AssignedToUserId", out _));
        Assert.DoesNotContain("null", open.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_dates_are_local_without_offset_and_asset_dates_are_utc_without_offset()
    {
        var draft = await Client.DraftAsync();
        draft["Assets"] = new[]
        {
            new { AssetId = (await Client.PostAsync("assets?$s=1", new { })).GetProperty("Items")[0].Text("AssetId") },
        };
        var ticket = (await Client.PostAsync("tickets/new", draft)).GetProperty("Item");

        Assert.Equal("2026-03-11T11:00:00", ticket.Text("CreatedDate"));
        Assert.Equal("2026-03-11T15:00:00", ticket.GetProperty("Assets")[0].Text("CreatedDate"));
    }

    [Fact]
    public async Task Dates_have_only_the_needed_digits_of_a_second()
    {
        var lengths = (await Client.PostAsync("tickets?$s=100", new { }))
            .GetProperty("Items")
            .EnumerateArray()
            .Select(ticket => ticket.Text("CreatedDate")!.Length)
            .Distinct()
            .Count();

        Assert.True(lengths > 1);
    }

    [Fact]
    public async Task An_unknown_route_and_an_unknown_ticket_are_not_found()
    {
        using var route = await Client.TryAsync(HttpMethod.Get, "tickets/categories");
        var id = Guid.NewGuid();
        using var ticket = await Client.TryAsync(HttpMethod.Get, $"tickets/{id}");

        Assert.Equal(HttpStatusCode.NotFound, route.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, ticket.StatusCode);
        Assert.Equal($"Ticket {id} was not found.", (await Client.ReadAsync(ticket)).Text("Message"));
    }

    [Fact]
    public async Task The_alias_of_the_web_app_has_the_same_routes() =>
        Assert.Equal(
            (await Client.GetAsync("login")).GetProperty("Item").Text("UserId"),
            (await Client.GetAsync("/services/login")).GetProperty("Item").Text("UserId")
        );

    [Fact]
    public async Task Close_reasons_are_an_array_in_Item()
    {
        var reasons = (await Client.GetAsync("resolutions/close-reason-types")).GetProperty("Item").EnumerateArray().ToList();

        Assert.Equal(6, reasons.Count);
        Assert.Contains(
            reasons,
            reason => reason.Text("CloseReasonTypeId") == "c98ae44e-ada0-4ae7-ae30-817785c00002" && reason.Text("Name") == "Resolved"
        );
    }
}

public sealed class ZeroQuirkTests : SandboxTest
{
    [Fact]
    public async Task Missing_values_are_zero_guids_and_old_dates_by_setting()
    {
        var ticket = (await Client.PostAsync("tickets?$s=1", new { Schema = "Unassigned" })).GetProperty("Items")[0];

        Assert.Equal(Guid.Empty.ToString(), ticket.Text("AssignedToUserId"));
        Assert.Equal(Guid.Empty.ToString(), ticket.GetProperty("AssignedToUser").Text("UserId"));
        Assert.Equal("0001-01-01T00:00:00", ticket.Text("ClosedDate"));
    }

    protected override SandboxOptions Options() => new() { Time = Clock, ZeroQuirks = true };
}
