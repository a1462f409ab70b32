using System.Net;

namespace IiqBot.Sandbox.Tests;

public sealed class CreationTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    [Fact]
    public async Task A_new_ticket_gets_201_an_id_and_the_user_of_the_token_as_owner()
    {
        using var response = await Client.TryAsync(HttpMethod.Post, "tickets/new", await Client.DraftAsync());
        var body = await Client.ReadAsync(response);
        var ticket = body.GetProperty("Item");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(body.Text("Uid"), ticket.Text("TicketId"));
        Assert.True(ticket.GetProperty("TicketNumberSort").GetInt32() > 39181);
        Assert.Equal((await Client.GetAsync("login")).GetProperty("Item").Text("UserId"), ticket.Text("OwnerId"));
        Assert.Equal("Submitted", ticket.GetProperty("WorkflowStep").Text("StepName"));
        Assert.Equal("50", ticket.Text("Priority"));
        Assert.False(ticket.TryGetProperty("AssignedToTeamId", out _));
    }

    [Theory]
    [InlineData("Subject")]
    [InlineData("IssueDescription")]
    [InlineData("IssueId")]
    [InlineData("IssueTypeId")]
    [InlineData("ForId")]
    [InlineData("LocationId")]
    public async Task Each_member_that_either_source_requires_is_required(string member)
    {
        var draft = await Client.DraftAsync();
        draft.Remove(member);
        using var response = await Client.TryAsync(HttpMethod.Post, "tickets/new", draft);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(member, Assert.Single((await Client.ReadAsync(response)).GetProperty("Errors").EnumerateArray()).Text("Field"));
    }

    [Theory]
    [InlineData("IssueId")]
    [InlineData("ForId")]
    [InlineData("LocationId")]
    [InlineData("LocationRoomId")]
    public async Task An_unknown_id_is_refused(string member)
    {
        var draft = await Client.DraftAsync();
        draft[member] = Guid.NewGuid();
        using var response = await Client.TryAsync(HttpMethod.Post, "tickets/new", draft);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Owner_and_requester_can_be_set_afterwards()
    {
        var ticket = await Client.FileAsync();
        var speaker = await Client.PersonAsync("Agent");
        var answer = await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/owner/{speaker.Text("UserId")}/for/{ticket.Text("ForId")}");
        var after = await Client.TicketAsync(ticket);

        Assert.Equal("Ticket for was successfully set.", answer.Text("Message"));
        Assert.Equal(speaker.Text("UserId"), after.Text("OwnerId"));
        Assert.Equal("Owner", after.GetProperty("Owner").Text("Relationship"));
        Assert.Equal(ticket.Text("ForId"), after.Text("ForId"));
    }

    [Fact]
    public async Task A_facilities_issue_makes_a_facilities_ticket_in_its_own_workflow()
    {
        var ticket = await Client.FileAsync("Plumbing", "Toilet clogged");

        Assert.Equal("88df910c-91aa-e711-80c2-0004ffa00020", ticket.Text("ProductId"));
        Assert.Equal("New Request", ticket.GetProperty("WorkflowStep").Text("StepName"));
    }

    [Fact]
    public async Task The_short_form_takes_names()
    {
        var requester = await Client.PersonAsync("Staff");
        using var response = await Client.TryAsync(
            HttpMethod.Post,
            "tickets/simple/new",
            new
            {
                ForUsername = requester.Text("Email"),
                Issue = "No picture",
                IssueDescription = "Dark.",
            }
        );
        using var unknown = await Client.TryAsync(
            HttpMethod.Post,
            "tickets/simple/new",
            new { ForUsername = "nobody@maplewood.example", Issue = "No picture" }
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Projector > No picture", (await Client.ReadAsync(response)).GetProperty("Item").Text("Subject"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_deleted_ticket_is_gone_until_it_is_restored()
    {
        var ticket = await Client.FileAsync();
        await Client.SendAsync(HttpMethod.Delete, $"tickets/{ticket.Text("TicketId")}", null);
        using var gone = await Client.TryAsync(HttpMethod.Get, $"tickets/{ticket.Text("TicketId")}");
        await Client.SendAsync(HttpMethod.Put, $"tickets/{ticket.Text("TicketId")}/undelete", null);

        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(ticket.Text("TicketNumber"), (await Client.TicketAsync(ticket)).Text("TicketNumber")); // its id may be missing
    }
}
