using System.Net;

namespace IiqBot.Sandbox.Tests;

public sealed class AssignmentTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    [Fact]
    public async Task A_user_and_a_team_are_assigned_together()
    {
        var ticket = await Client.FileAsync();
        var agent = (await Client.PersonAsync("Agent")).Text("UserId");
        var team = (await Client.GetAsync("teams")).GetProperty("Items")[2].Text("TeamId");
        var answer = await Client.PostAsync(
            $"tickets/{ticket.Text("TicketId")}/assign",
            new
            {
                TicketId = ticket.Text("TicketId"),
                AssignToUserId = agent,
                AssignToTeamId = team,
            }
        );
        var after = await Client.TicketAsync(ticket);

        Assert.Equal("Ticket successfully assigned.", answer.Text("Message"));
        Assert.False(answer.TryGetProperty("Item", out _));
        Assert.Equal((agent, team), (after.Text("AssignedToUserId"), after.Text("AssignedToTeamId")));
        Assert.Equal("Agent", after.GetProperty("AssignedToUser").Text("Relationship"));
    }

    [Fact]
    public async Task Only_agents_can_be_assigned_and_only_once()
    {
        var path = $"tickets/{(await Client.FileAsync()).Text("TicketId")}/assign";
        var agent = (await Client.PersonAsync("Agent")).Text("UserId");
        using var empty = await Client.TryAsync(HttpMethod.Post, path, new { });
        using var teacher = await Client.TryAsync(
            HttpMethod.Post,
            path,
            new { AssignToUserId = (await Client.PersonAsync("Staff")).Text("UserId") }
        );
        using var first = await Client.TryAsync(HttpMethod.Post, path, new { AssignToUserId = agent });
        using var again = await Client.TryAsync(HttpMethod.Post, path, new { AssignToUserId = agent });

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest],
            new[] { empty, teacher, first, again }.Select(response => response.StatusCode)
        );
    }

    [Fact]
    public async Task A_user_is_unassigned_once()
    {
        var ticket = await Client.FileAsync();
        var path = $"tickets/{ticket.Text("TicketId")}";
        await Client.PostAsync($"{path}/assign", new { AssignToUserId = (await Client.PersonAsync("Agent")).Text("UserId") });
        var answer = await Client.PostAsync($"{path}/unassign/user");
        using var again = await Client.TryAsync(HttpMethod.Post, $"{path}/unassign/user");

        Assert.Equal("Ticket successfully unassigned.", answer.Text("Message"));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.False((await Client.TicketAsync(ticket)).TryGetProperty("AssignedToUserId", out _));
    }
}
