using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Adding a comment, note or work log to a ticket (docs/reference/incident-iq-changes.md, "Adding an activity").</summary>
internal static class ActivityCreation
{
    private const string TypePrefix = "Spark.Shared.Models.TicketActivity";

    /// <summary>Adds an activity; one whose <c>TicketActivityId</c> is there already is answered again, not added.</summary>
    public static Reply Create(Call call)
    {
        var ticket = call.Ticket();
        var body = call.Body;
        if (body.Id("TicketId") != ticket.TicketId)
            throw Refusal.Invalid("TicketId", "TicketId is required.");
        var items = body.List("ActivityItems");
        if (items.Count == 0)
            throw Refusal.Invalid("ActivityItems", "ActivityItems must not be empty.");
        if (body.Id("TicketActivityId") is { } known && call.District.ActivitiesById.TryGetValue(known, out var before))
        {
            if (before.TicketId != ticket.TicketId)
                throw Refusal.Invalid("TicketActivityId", "The activity belongs to another ticket.");
            return Answer(call, before);
        }

        var owner = Person(call, body, "OwnerId") ?? call.Caller;
        var activity = new Activity
        {
            ActivityId = body.Id("TicketActivityId") ?? Guid.NewGuid(),
            TicketId = ticket.TicketId,
            OwnerId = owner.UserId,
            Created = call.Now,
            Modified = call.Now,
            IsPublic = body.Flag("IsPublic") ?? false,
            Items = [.. items.Select(item => Item(call, item, owner))],
        };
        call.World.Desk.Add(ticket, activity, owner);
        if (
            body.Flag("WaitForResponse") == true
            && ticket.Step.Workflow.At(StepPart.Waiting) is var waiting
            && ticket.Step.Next.Contains(waiting)
        )
            call.World.Desk.Move(ticket, owner, waiting);
        return Answer(call, activity);
    }

    private static Reply Answer(Call call, Activity activity) =>
        Reply.Created(ActivityShape.Of(activity, call.District), activity.ActivityId);

    private static ActivityItem Item(Call call, JsonBody item, Person owner)
    {
        // JSON.NET looks for $type only in front.
        var type =
            item.Element.ValueKind == System.Text.Json.JsonValueKind.Object
            && item.Element.EnumerateObject().FirstOrDefault() is { Name: "$type" } first
                ? first.Value.GetString()
                : null;
        if (type is null)
            throw Refusal.Invalid("ActivityItems", "$type is required as the first property of each item.");
        var by = Person(call, item, "ByUserId")?.UserId ?? owner.UserId;
        if (type.StartsWith($"{TypePrefix}Comment,", StringComparison.Ordinal))
        {
            if (string.IsNullOrWhiteSpace(item.Text("Comments")))
                throw Refusal.Invalid("Comments", "Comments is required.");
            return new(ItemKind.Comment, 6, Guid.NewGuid())
            {
                ByUserId = by,
                Text = item.Text("Comments"),
                ExternalId = item.Text("ExternalId"),
            };
        }

        if (type.StartsWith($"{TypePrefix}Action,", StringComparison.Ordinal))
        {
            return new(ItemKind.Action, 8, Guid.NewGuid())
            {
                ByUserId = by,
                Text = item.Text("Notes"),
                ResolutionActionId = item.Id("ResolutionActionId"),
                EffortMinutes = item.Int("Effort"),
            };
        }

        throw Refusal.Invalid("ActivityItems", "$type is not supported.");
    }

    private static Person? Person(Call call, JsonBody body, string name)
    {
        if (body.Id(name) is not { } id)
            return null;
        return call.District.PeopleById.TryGetValue(id, out var person) ? person : throw Refusal.Invalid(name, "The user was not found.");
    }
}
