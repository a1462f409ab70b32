using System.Net;
using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

public sealed class WorkflowTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    [Fact]
    public async Task Every_allowed_next_step_is_accepted_and_every_other_refused()
    {
        var sample = await Client.FileAsync();
        var allowed = (await Client.GetAsync($"workflows/steps/{sample.Text("WorkflowStepId")}/nextsteps"))
            .GetProperty("Items")
            .EnumerateArray()
            .Select(next => next.Text("AllowedNextWorkflowStepId"))
            .ToList();
        foreach (var step in (await Client.GetAsync("tickets/statuses")).GetProperty("Items").EnumerateArray())
        {
            var ticket = await Client.FileAsync();
            using var response = await Client.TryAsync(
                HttpMethod.Post,
                $"tickets/{ticket.Text("TicketId")}/status/{step.Text("WorkflowStepId")}"
            );

            Assert.Equal(
                allowed.Contains(step.Text("WorkflowStepId")) ? HttpStatusCode.OK : HttpStatusCode.BadRequest,
                response.StatusCode
            );
        }
    }

    [Fact]
    public async Task A_status_change_answers_the_ticket_and_is_logged()
    {
        var ticket = await Client.FileAsync();
        var step = await Client.StepAsync(ticket, "In Progress");
        var answer = await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/status/{step.Text("WorkflowStepId")}");

        Assert.Equal("Ticket status changed successfully", answer.Text("Message"));
        Assert.Equal("In Progress", answer.GetProperty("Item").GetProperty("WorkflowStep").Text("StepName"));
        Assert.Contains(
            await Client.TimelineAsync(ticket),
            one =>
                one.GetProperty("ActivityItems")[0] is var item
                && item.Text("TicketActivityTypeId") == "63"
                && item.Text("Notes") == "Status changed from Submitted to In Progress"
        );
        Assert.Equal(
            "In Progress",
            (await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/status"))
                .GetProperty("Item")
                .GetProperty("CurrentWorkflowStep")
                .Text("StepName")
        );
    }

    [Fact]
    public async Task Closing_sets_reason_and_date_and_a_step_back_to_open_clears_them()
    {
        var ticket = await Client.FileAsync();
        var id = ticket.Text("TicketId");
        var answer = await Client.PostAsync($"tickets/{id}/close", new { CloseReasonTypeId = "C98AE44E-ADA0-4AE7-AE30-817785C00005" });
        var closed = await Client.TicketAsync(ticket);
        using var again = await Client.TryAsync(HttpMethod.Post, $"tickets/{id}/close", new { });
        await Client.PostAsync($"tickets/{id}/status/{(await Client.StepAsync(ticket, "In Progress")).Text("WorkflowStepId")}");
        var open = await Client.TicketAsync(ticket);

        Assert.Equal("Ticket successfully closed.", answer.Text("Message"));
        Assert.True(closed.GetProperty("IsClosed").GetBoolean());
        Assert.Equal("Resolved - No Issue Found", closed.GetProperty("CloseReason").Text("Name"));
        Assert.Equal("2026-03-11T11:00:00", closed.Text("ClosedDate"));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.False(open.GetProperty("IsClosed").GetBoolean());
        Assert.False(open.TryGetProperty("ClosedDate", out _));
        Assert.False(open.TryGetProperty("CloseReasonTypeId", out _));
    }

    [Fact]
    public async Task Cancelling_needs_no_body()
    {
        var ticket = await Client.FileAsync();
        var answer = await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/cancel");

        Assert.Equal("Ticket successfully canceled.", answer.Text("Message"));
        Assert.Equal("Canceled", (await Client.TicketAsync(ticket)).GetProperty("WorkflowStep").Text("StepName"));
    }

    [Fact]
    public async Task An_unknown_close_reason_is_refused_with_the_documented_error_format()
    {
        var ticket = await Client.FileAsync();
        using var response = await Client.TryAsync(
            HttpMethod.Post,
            $"tickets/{ticket.Text("TicketId")}/close",
            new { CloseReasonTypeId = Guid.NewGuid() }
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            JsonValueKind.Array,
            (await Client.ReadAsync(response)).GetProperty("Errors").GetProperty("CloseReasonTypeId").ValueKind
        );
    }

    [Fact]
    public async Task Work_starts_only_after_the_issue_is_confirmed()
    {
        var ticket = await Client.FileAsync();
        var id = ticket.Text("TicketId");
        var agent = (await Client.PersonAsync("Agent")).Text("UserId");
        using var early = await Client.TryAsync(HttpMethod.Post, $"tickets/{id}/start", new { UserId = agent });
        await Client.PostAsync($"tickets/{id}/confirm-issue");
        await Client.PostAsync($"tickets/{id}/start", new { UserId = agent });
        var after = await Client.TicketAsync(ticket);

        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        Assert.Equal(agent, after.Text("AssignedToUserId"));
        Assert.Equal("In Progress", after.GetProperty("WorkflowStep").Text("StepName"));
        Assert.Equal("2026-03-11T11:00:00", after.Text("StartedDate"));
    }

    [Fact]
    public async Task A_ticket_that_waits_for_its_requester_continues_when_they_answer()
    {
        var ticket = await Client.FileAsync();
        var waiting = await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/status/waiting-on-requestor");
        var answered = await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/status/requestor-responded");

        Assert.Equal("Waiting on Requestor", waiting.GetProperty("Item").GetProperty("WorkflowStep").Text("StepName"));
        Assert.Equal("In Progress", answered.GetProperty("Item").GetProperty("WorkflowStep").Text("StepName"));
    }

    [Fact]
    public async Task Every_step_can_be_left_and_every_workflow_can_close()
    {
        var workflows = (await Client.GetAsync($"workflows/allproducts/site/{Sandbox.SiteId}"))
            .GetProperty("Items")
            .EnumerateArray()
            .ToList();

        Assert.All(
            workflows,
            workflow => Assert.Contains(workflow.GetProperty("Steps").EnumerateArray(), step => step.GetProperty("IsClosed").GetBoolean())
        );
        Assert.Equal(
            3,
            workflows
                .Select(workflow => string.Join(',', workflow.GetProperty("Steps").EnumerateArray().Select(step => step.Text("StepName"))))
                .Distinct()
                .Count()
        );
        foreach (var step in (await Client.GetAsync("tickets/workflows/statuses")).GetProperty("Items").EnumerateArray())
            Assert.NotEqual(
                0,
                (await Client.GetAsync($"workflows/steps/{step.Text("WorkflowStepId")}/nextsteps/steps"))
                    .GetProperty("ItemCount")
                    .GetInt32()
            );
    }
}
