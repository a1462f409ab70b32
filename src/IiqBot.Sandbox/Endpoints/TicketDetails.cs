using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>The narrow routes that change one thing (docs/reference/incident-iq-changes.md, "Narrow routes").</summary>
internal static class TicketDetails
{
    private const string Updated = "Ticket successfully updated.";

    public static void Map(RouteTable routes)
    {
        routes.Post(
            "/tickets/{ticketId}/subject",
            call =>
                Set(
                    call,
                    (ticket, body) =>
                        ticket.Subject = body.Text("Subject") is { Length: > 0 } subject
                            ? subject
                            : throw Refusal.Invalid("Subject", "Subject is required.")
                )
        );
        routes.Post("/tickets/{ticketId}/description", call => Set(call, (ticket, body) => ticket.Description = body.Text("Description")));
        routes.Post(
            "/tickets/{ticketId}/issue",
            call =>
                Set(
                    call,
                    (ticket, body) =>
                        ticket.Issue =
                            body.Id("IssueId") is { } id && call.District.IssuesById.TryGetValue(id, out var issue)
                                ? issue
                                : throw Refusal.Invalid("IssueId", "The issue was not found.")
                )
        );
        routes.Post("/tickets/{ticketId}/priority", call => Set(call, (ticket, body) => ticket.Priority = Priority(body)));
        routes.Post("/tickets/{ticketId}/mark-urgent", call => Set(call, (ticket, _) => ticket.IsUrgent = true));
        routes.Post("/tickets/{ticketId}/mark-not-urgent", call => Set(call, (ticket, _) => ticket.IsUrgent = false));
        routes.Post("/tickets/{ticketId}/mark-sensitive", call => Set(call, (ticket, _) => ticket.IsSensitive = true));
        routes.Post("/tickets/{ticketId}/mark-not-sensitive", call => Set(call, (ticket, _) => ticket.IsSensitive = false));
        routes.Post(
            "/tickets/{ticketId}/due-dates",
            call =>
            {
                var done = Set(call, (ticket, body) => ticket.Due = DueDates.Of(body, call.World.Clock));
                return Reply.Item(TicketShape.Of(call.Ticket(), call), done.Envelope.Message);
            }
        );
        routes.Post("/tickets/{ticketId}/custom-fields", SetCustomFields);
        routes.Get(
            "/custom-fields/values/for/ticket/{ticketId}",
            call =>
                Reply.List(
                    call.Ticket().CustomFieldValues,
                    value => new
                    {
                        call.Ticket().TicketId,
                        value.CustomFieldTypeId,
                        value.EditorTypeId,
                        value.Value,
                        IsHidden = false,
                    }
                )
        );
    }

    private static Reply Set(Call call, Action<Ticket, JsonBody> change)
    {
        var ticket = call.Ticket();
        // The body names the ticket once more; a body that names another one is a mistake.
        if (call.Body.Id("TicketId") is { } named && named != ticket.TicketId)
            throw Refusal.Invalid("TicketId", "TicketId does not match.");
        call.World.Desk.Change(ticket, call.Caller, () => change(ticket, call.Body));
        return Reply.Done(Updated);
    }

    // PriorityId is taken as the score. A Priority that is a level's id is not looked at, which the sources leave open.
    private static int Priority(JsonBody body) => body.Int("PriorityId") ?? throw Refusal.Invalid("PriorityId", "PriorityId is required.");

    private static Reply SetCustomFields(Call call)
    {
        var values = TicketInput.CustomFields(call.Body.Elements());
        var ticket = call.Ticket();
        call.World.Desk.Change(
            ticket,
            call.Caller,
            () =>
                ticket.CustomFieldValues = [
                    .. ticket.CustomFieldValues.Where(old => !values.Exists(value => value.CustomFieldTypeId == old.CustomFieldTypeId)),
                    .. values,
                ]
        );
        return Reply.Done("Ticket Custom Fields Updated");
    }
}
