using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>A ticket's way through its workflow (docs/reference/incident-iq-changes.md, "Statuses").</summary>
internal static class TicketStatus
{
    private const string Changed = "Ticket status changed successfully";

    public static void Map(RouteTable routes)
    {
        routes.Get("/tickets/{ticketId}/status", Current);
        routes.Post("/tickets/{ticketId}/status/{statusId}", SetStep);
        routes.Post("/tickets/{ticketId}/status/waiting-on-requestor", call => MoveTo(call, StepPart.Waiting));
        routes.Post("/tickets/{ticketId}/status/requestor-responded", call => MoveTo(call, StepPart.Working));
        routes.Post("/tickets/{ticketId}/close", Close);
        routes.Post("/tickets/{ticketId}/cancel", Cancel);
        routes.Post("/tickets/{ticketId}/confirm-issue", call => Confirm(call, isConfirmed: true));
        routes.Post("/tickets/{ticketId}/unconfirm-issue", call => Confirm(call, isConfirmed: false));
        routes.Post("/tickets/{ticketId}/start", Start);
        routes.Post("/tickets/{ticketId}/mark-as-duplicate/{originalId}", MarkAsDuplicate);
        routes.Post("/tickets/bulk/set-status", SetStepOfMany);
    }

    /// <summary>Moves a ticket to a step that its workflow allows next.</summary>
    /// <exception cref="Refusal">400 where it does not.</exception>
    public static void Move(Call call, Ticket ticket, WorkflowStep step)
    {
        if (!ticket.Step.Next.Contains(step))
            throw Refusal.Of(400, "The requested workflow step is not an allowed next step.");
        call.World.Desk.Move(ticket, call.Caller, step);
    }

    private static Reply Current(Call call)
    {
        var ticket = call.Ticket();
        return Reply.Item(
            new
            {
                ticket.TicketId,
                CurrentWorkflowStep = WorkflowShape.Step(ticket.Step),
                IsAwaitingOnApproval = false,
                SupportsSendingForApproval = false,
                CanBeSentForApproval = false,
                ApproverIds = Array.Empty<Guid>(),
                ApprovalLog = Array.Empty<object>(),
            }
        );
    }

    private static Reply SetStep(Call call)
    {
        var ticket = call.Ticket();
        var id = call.RouteId("statusId", "Workflow step");
        var step =
            ticket.Step.Workflow.Steps.FirstOrDefault(step => step.StepId == id)
            ?? throw Refusal.Of(400, "The workflow step does not belong to the ticket's workflow.");
        Move(call, ticket, step);
        return Reply.Item(TicketShape.Of(ticket, call), Changed);
    }

    private static Reply MoveTo(Call call, StepPart part)
    {
        var ticket = call.Ticket();
        Move(call, ticket, ticket.Step.Workflow.At(part));
        return Reply.Item(TicketShape.Of(ticket, call), Changed);
    }

    private static Reply Close(Call call)
    {
        Finish(call, StepPart.Resolved, SiteLists.Resolved);
        return Reply.Done("Ticket successfully closed.");
    }

    private static Reply Cancel(Call call)
    {
        Finish(call, StepPart.Canceled, SiteLists.Canceled);
        return Reply.Done("Ticket successfully canceled.");
    }

    private static void Finish(Call call, StepPart part, Guid defaultReason)
    {
        var ticket = call.Ticket();
        if (ticket.IsClosed)
            throw Refusal.Of(400, "The ticket is already closed.");
        var reason = call.Body.Id("CloseReasonTypeId") ?? defaultReason;
        if (SiteLists.CloseReasons.All(known => known.CloseReasonTypeId != reason))
            throw Refusal.Invalid("CloseReasonTypeId", "The close reason was not found.");
        call.World.Desk.Move(ticket, call.Caller, ticket.Step.Workflow.At(part), reason);
    }

    private static Reply Confirm(Call call, bool isConfirmed)
    {
        var ticket = call.Ticket();
        call.World.Desk.Change(ticket, call.Caller, () => ticket.IsIssueConfirmed = isConfirmed);
        return Reply.Done(isConfirmed ? "Ticket issues successfully confirmed." : "Ticket issues successfully unconfirmed.");
    }

    private static Reply Start(Call call)
    {
        var ticket = call.Ticket();
        if (call.Body.Id("UserId") is not { } id || !call.District.PeopleById.TryGetValue(id, out var agent))
            throw Refusal.Invalid("UserId", "UserId is required.");
        if (!ticket.IsIssueConfirmed)
            throw Refusal.Of(400, "The issue has to be confirmed before work can start.");
        if (ticket.IsClosed)
            throw Refusal.Of(400, "The ticket is already closed.");
        if (ticket.Step.Part != StepPart.Working)
            call.World.Desk.Move(ticket, agent, ticket.Step.Workflow.At(StepPart.Working));
        call.World.Desk.Change(
            ticket,
            agent,
            () =>
            {
                ticket.Started ??= call.Now;
                ticket.AssignedToUserId ??= agent.UserId;
            }
        );
        return Reply.Item(WorkflowShape.Step(ticket.Step));
    }

    private static Reply MarkAsDuplicate(Call call)
    {
        var ticket = call.Ticket();
        var original = call.RouteId("originalId", "Ticket");
        if (!call.District.TicketsById.ContainsKey(original))
            throw Refusal.NotFound("Ticket", original);
        if (ticket.IsClosed)
            throw Refusal.Of(400, "The ticket is already closed.");
        call.World.Desk.Move(ticket, call.Caller, ticket.Step.Workflow.At(StepPart.Canceled), SiteLists.Duplicate);
        return Reply.Done("Ticket successfully updated.");
    }

    private static Reply SetStepOfMany(Call call)
    {
        if (call.Body.Id("targetStatus") is not { } id || !call.District.StepsById.TryGetValue(id, out var step))
            throw Refusal.Invalid("targetStatus", "targetStatus is required.");
        var tickets = call.Body.Ids("ticketIds").Select(ticket => call.District.TicketsById.GetValueOrDefault(ticket)).OfType<Ticket>();
        foreach (var ticket in tickets.Where(ticket => ticket.Step.Next.Contains(step)))
        {
            Move(call, ticket, step);
            if (call.Body.Text("comment") is { Length: > 0 } comment)
                Activities.AddComment(call, ticket, comment);
        }

        return Reply.Item(Guid.NewGuid());
    }
}
