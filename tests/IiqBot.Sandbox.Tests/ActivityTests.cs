using System.Net;
using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

public sealed class ActivityTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    private const string CommentType = "Spark.Shared.Models.TicketActivityComment, Spark.Shared";

    [Fact]
    public async Task A_comment_is_added_in_its_authors_name_and_read_back_with_its_type_first()
    {
        var ticket = await Client.FileAsync();
        var speaker = (await Client.PersonAsync("Agent")).Text("UserId");
        using var response = await Client.TryAsync(HttpMethod.Post, Path(ticket), Comment(ticket, isPublic: true, owner: speaker));
        var created = await Client.ReadAsync(response);
        var read = (await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/activities")).GetProperty("Items")[0];
        var item = read.GetProperty("ActivityItems")[0];

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(created.Text("Uid"), read.Text("TicketActivityId"));
        Assert.Equal(speaker, read.Text("OwnerId"));
        Assert.True(read.GetProperty("IsPublic").GetBoolean());
        Assert.Equal(("$type", CommentType), (item.EnumerateObject().First().Name, item.EnumerateObject().First().Value.GetString()));
        Assert.Equal(
            ("<p>On my way.</p>", "6", speaker),
            (item.Text("Comments"), item.Text("TicketActivityTypeId"), item.Text("ByUserId"))
        );
    }

    [Fact]
    public async Task Two_comments_with_the_same_client_id_are_one_comment()
    {
        var ticket = await Client.FileAsync();
        var id = Guid.NewGuid();
        using var first = await Client.TryAsync(HttpMethod.Post, Path(ticket), Comment(ticket, id: id));
        using var again = await Client.TryAsync(HttpMethod.Post, Path(ticket), Comment(ticket, id: id));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], [first.StatusCode, again.StatusCode]);
        Assert.Equal(1, (await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/activities")).GetProperty("ItemCount").GetInt32());
    }

    [Theory]
    [InlineData("/true")]
    [InlineData("/false")]
    public async Task The_path_can_say_whether_to_send_mail(string suffix)
    {
        var ticket = await Client.FileAsync();

        Assert.Equal("201", (await Client.PostAsync($"{Path(ticket)}{suffix}", Comment(ticket))).Text("StatusCode"));
    }

    [Theory]
    [InlineData("""{"TicketId":"ID","ActivityItems":[]}""")]
    [InlineData("""{"TicketId":"ID"}""")]
    [InlineData("""{"ActivityItems":[{"$type":"Spark.Shared.Models.TicketActivityComment, Spark.Shared","Comments":"x"}]}""")]
    [InlineData("""{"TicketId":"ID","ActivityItems":[{"TicketActivityTypeId":6,"Comments":"x"}]}""")]
    [InlineData(
        """{"TicketId":"ID","ActivityItems":[{"Comments":"x","$type":"Spark.Shared.Models.TicketActivityComment, Spark.Shared"}]}"""
    )]
    [InlineData("""{"TicketId":"ID","ActivityItems":[{"$type":"Spark.Shared.Models.TicketActivityComment, Spark.Shared"}]}""")]
    public async Task A_comment_without_what_it_needs_is_refused(string body)
    {
        var ticket = await Client.FileAsync();
        var sent = JsonSerializer.Deserialize<JsonElement>(body.Replace("ID", ticket.Text("TicketId"), StringComparison.Ordinal));
        using var response = await Client.TryAsync(HttpMethod.Post, Path(ticket), sent);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Comments_are_paged_and_sorted()
    {
        var ticket = await Client.FileAsync();
        for (var i = 0; i < 25; i++)
            await Client.PostAsync(Path(ticket), Comment(ticket, text: $"{i}"));

        var newest = await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/activities");
        var oldest = await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/activities?$s=5&$o=CreatedDate ASC");

        Assert.Equal(("20", "25"), (newest.Text("ItemCount"), newest.GetProperty("Paging").Text("TotalRows")));
        Assert.Equal("24", newest.GetProperty("Items")[0].GetProperty("ActivityItems")[0].Text("Comments"));
        Assert.Equal(
            ["0", "1", "2", "3", "4"],
            oldest.GetProperty("Items").EnumerateArray().Select(one => one.GetProperty("ActivityItems")[0].Text("Comments"))
        );
    }

    [Fact]
    public async Task A_comment_that_waits_for_an_answer_moves_the_ticket()
    {
        var ticket = await Client.FileAsync();
        await Client.PostAsync(Path(ticket), Comment(ticket, isPublic: true, waits: true));

        Assert.Equal("Waiting on Requestor", (await Client.TicketAsync(ticket)).GetProperty("WorkflowStep").Text("StepName"));
    }

    [Fact]
    public async Task Visibility_and_deletion_can_change()
    {
        var ticket = await Client.FileAsync();
        var id = (await Client.PostAsync(Path(ticket), Comment(ticket))).Text("Uid");
        await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/activities/{id}/visibility", true);
        var shown = (await Client.GetAsync($"tickets/activities/{id}")).GetProperty("Item");
        await Client.SendAsync(HttpMethod.Delete, $"tickets/activities/{id}", null);

        Assert.True(shown.GetProperty("IsPublic").GetBoolean());
        Assert.Equal(0, (await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/activities")).GetProperty("ItemCount").GetInt32());
    }

    [Fact]
    public async Task The_timeline_leaves_out_kinds_that_the_request_switches_off()
    {
        var ticket = await Client.FileAsync();
        await Client.PostAsync(Path(ticket), Comment(ticket));
        await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/mark-urgent");
        var onlyComments = await Client.PostAsync(
            $"tickets/{ticket.Text("TicketId")}/timeline",
            new { LoadRevisions = false, LoadWorkflowLogs = false }
        );

        Assert.Equal(3, (await Client.TimelineAsync(ticket)).Count);
        Assert.Equal(1, onlyComments.GetProperty("ItemCount").GetInt32());
    }

    private static string Path(JsonElement ticket) => $"tickets/{ticket.Text("TicketId")}/activities/new";

    private static Dictionary<string, object?> Comment(
        JsonElement ticket,
        bool isPublic = false,
        string? owner = null,
        Guid? id = null,
        string text = "<p>On my way.</p>",
        bool waits = false
    ) =>
        new(StringComparer.Ordinal)
        {
            ["TicketActivityId"] = id,
            ["TicketId"] = ticket.Text("TicketId"),
            ["OwnerId"] = owner,
            ["IsPublic"] = isPublic,
            ["WaitForResponse"] = waits,
            ["ActivityItems"] = new[]
            {
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["$type"] = CommentType,
                    ["TicketActivityTypeId"] = 6,
                    ["ByUserId"] = owner,
                    ["Comments"] = text,
                    ["IsPublic"] = isPublic,
                },
            },
        };
}
