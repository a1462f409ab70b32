using System.Net;
using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

public sealed class UpdateTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    private static readonly (string, string) OnlyMapped = ("ApiFlags", "OnlySetMappedProperties");

    [Fact]
    public async Task With_the_flag_missing_members_keep_their_values()
    {
        var ticket = await Client.FileAsync();
        using var response = await Client.TryAsync(HttpMethod.Post, Path(ticket), new { Subject = "New words" }, OnlyMapped);
        var after = await Client.TicketAsync(ticket);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("New words", after.Text("Subject"));
        Assert.Equal("Nothing on the wall.", after.Text("IssueDescription"));
    }

    [Fact]
    public async Task Without_the_flag_missing_members_are_cleared()
    {
        var ticket = await Client.FileAsync();
        await Client.PostAsync(Path(ticket), new { Subject = "New words" });

        Assert.False((await Client.TicketAsync(ticket)).TryGetProperty("IssueDescription", out _));
    }

    [Fact]
    public async Task Put_is_not_allowed_unless_switched_on_and_post_can_be_switched_off()
    {
        var ticket = await Client.FileAsync();
        using var put = await Client.TryAsync(HttpMethod.Put, Path(ticket), new { Subject = "A" }, OnlyMapped);
        Sandbox.Control.UpdateVerb = UpdateVerb.Put;
        using var allowed = await Client.TryAsync(HttpMethod.Put, Path(ticket), new { Subject = "B" }, OnlyMapped);
        using var post = await Client.TryAsync(HttpMethod.Post, Path(ticket), new { Subject = "C" }, OnlyMapped);
        Sandbox.Control.UpdateVerb = UpdateVerb.Post;

        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal("B", (await Client.TicketAsync(ticket)).Text("Subject"));
    }

    [Fact]
    public async Task Lists_change_only_if_their_switch_is_set()
    {
        var ticket = await Client.FileAsync();
        var tag = (await Client.GetAsync("tags/query")).GetProperty("Items")[0].Text("TagId");
        var body = new { Tags = new[] { new { TagId = tag } } };
        using var without = await Client.TryAsync(HttpMethod.Post, Path(ticket), body, OnlyMapped);
        var before = await Client.TicketAsync(ticket);
        using var with = await Client.TryAsync(HttpMethod.Post, Path(ticket), new { body.Tags, UpdateTags = true }, OnlyMapped);

        Assert.False(before.TryGetProperty("Tags", out _));
        Assert.Equal(tag, (await Client.TicketAsync(ticket)).GetProperty("Tags")[0].Text("TagId"));
    }

    [Theory]
    [InlineData("mark-urgent", "IsUrgent")]
    [InlineData("mark-sensitive", "HasSensitiveInformation")]
    [InlineData("confirm-issue", "IsIssueConfirmed")]
    public async Task Marks_are_set(string route, string member)
    {
        var ticket = await Client.FileAsync();
        await Client.PostAsync($"{Path(ticket)}/{route}");

        Assert.True((await Client.TicketAsync(ticket)).GetProperty(member).GetBoolean());
    }

    [Theory]
    [InlineData("""{"Type":3,"CustomDate":"2026-03-20T09:30:00"}""", "2026-03-20T09:30:00")]
    [InlineData("""{"Type":3,"CustomDate":"2026-03-20T13:30:00Z"}""", "2026-03-20T09:30:00")]
    [InlineData("""{"Type":4}""", "2026-03-11T16:00:00")]
    [InlineData("""{"Type":0,"Count":2,"Period":1}""", "2026-03-25T16:00:00")]
    [InlineData("""{"Type":99}""", null)]
    public async Task Due_dates_are_set_in_the_time_zone_of_the_site(string body, string? expected)
    {
        var ticket = await Client.FileAsync();
        var answer = await Client.PostAsync($"{Path(ticket)}/due-dates", JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(expected, answer.GetProperty("Item").Text("DueDate"));
    }

    [Fact]
    public async Task Followers_and_tags_are_added_and_removed()
    {
        var ticket = await Client.FileAsync();
        var follower = (await Client.PersonAsync("Agent")).Text("UserId");
        var tag = (await Client.GetAsync("tags/query")).GetProperty("Items")[1].Text("TagId");
        await Client.PostAsync($"{Path(ticket)}/followers/user/{follower}");
        await Client.PostAsync($"{Path(ticket)}/tags/{tag}");
        var with = await Client.TicketAsync(ticket);
        await Client.SendAsync(HttpMethod.Delete, $"{Path(ticket)}/followers/user/{follower}", null);
        await Client.SendAsync(HttpMethod.Delete, $"{Path(ticket)}/tags/{tag}", null);
        var without = await Client.TicketAsync(ticket);

        Assert.Equal(follower, with.GetProperty("TicketFollowerUserIds")[0].GetString());
        Assert.Equal(tag, with.GetProperty("Tags")[0].Text("TagId"));
        Assert.Equal(0, without.GetProperty("TicketFollowerUserIds").GetArrayLength());
        Assert.False(without.TryGetProperty("Tags", out _));
    }

    private static string Path(JsonElement ticket) => $"tickets/{ticket.Text("TicketId")}";
}
