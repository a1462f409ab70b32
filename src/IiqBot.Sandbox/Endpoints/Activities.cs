using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Comments, notes and the timeline (docs/reference/incident-iq-changes.md, "Activities").</summary>
internal static class Activities
{
    private const int PageCap = 500;

    public static void Map(RouteTable routes)
    {
        routes.Get("/tickets/{ticketId}/activities", call => List(call, IsTalk));
        routes.Get("/tickets/{ticketId}/timeline", call => List(call, _ => true));
        routes.Post("/tickets/{ticketId}/timeline", call => List(call, activity => IsAsked(call.Body, activity)));
        routes.Post("/tickets/activities", ListOfMany);
        routes.Post("/tickets/{ticketId}/activities/new", ActivityCreation.Create);
        routes.Post("/tickets/{ticketId}/activities/new/{sendEmail:bool}", ActivityCreation.Create);
        routes.Get("/tickets/activities/{activityId}", call => Reply.Item(ActivityShape.Of(Find(call), call.District)));
        routes.Post("/tickets/{ticketId}/activities/{activityId:guid}", Edit);
        routes.Delete("/tickets/activities/{activityId}", call => SetDeleted(call, isDeleted: true));
        routes.Put("/tickets/activities/{activityId}/undelete", call => SetDeleted(call, isDeleted: false));
        routes.Post("/tickets/{ticketId}/activities/{activityId}/visibility", SetVisibility);
    }

    /// <summary>Adds a private comment of the token's user.</summary>
    public static void AddComment(Call call, Ticket ticket, string html) =>
        call.World.Desk.Add(
            ticket,
            new Activity
            {
                ActivityId = Guid.NewGuid(),
                TicketId = ticket.TicketId,
                OwnerId = call.Caller.UserId,
                Created = call.Now,
                Modified = call.Now,
                Items = [new(ItemKind.Comment, 6, Guid.NewGuid()) { ByUserId = call.Caller.UserId, Text = html }],
            },
            call.Caller
        );

    // Newest first, as in the reference's examples, unless $o says otherwise.
    private static Reply List(Call call, Predicate<Activity> isWanted)
    {
        var sorting = Sorting.Read(call) ?? new("CreatedDate", IsDescending: true);
        var activities = call.Ticket().Activities.Where(activity => !activity.IsDeleted && isWanted(activity));
        return Reply.Page(Sorted(activities, sorting), Page.Of(call, 20, PageCap), activity => ActivityShape.Of(activity, call.District));
    }

    private static List<Activity> Sorted(IEnumerable<Activity> activities, Sorting sorting)
    {
        // Several entries can share one moment; the later written one is then the newer.
        var inOrder = activities.OrderBy(activity => activity.Created);
        return [.. sorting.IsDescending ? inOrder.Reverse() : inOrder];
    }

    private static Reply ListOfMany(Call call)
    {
        var tickets = call
            .Body.Elements()
            .Select(id => id.AsId())
            .OfType<Guid>()
            .Distinct()
            .Select(id => call.District.TicketsById.GetValueOrDefault(id))
            .OfType<Ticket>();
        var activities = tickets.SelectMany(ticket => ticket.Activities).Where(activity => !activity.IsDeleted && IsTalk(activity));
        return Reply.Page(
            Sorted(activities, new("CreatedDate", IsDescending: true)),
            Page.Of(call, 20, PageCap),
            activity => ActivityShape.Of(activity, call.District)
        );
    }

    private static bool IsTalk(Activity activity) =>
        activity.Items.Any(item => item.Kind is ItemKind.Comment or ItemKind.Action or ItemKind.Attachment);

    private static bool IsAsked(JsonBody switches, Activity activity) =>
        activity.Items.Any(item =>
            switches.Flag(
                item.Kind switch
                {
                    ItemKind.Comment => "LoadComments",
                    ItemKind.Action => "LoadActions",
                    ItemKind.Attachment => "LoadAttachments",
                    ItemKind.Revision => "LoadRevisions",
                    ItemKind.WorkflowLog => "LoadWorkflowLogs",
                    _ => "LoadRuleExecutionsLogs",
                }
            ) != false
        );

    private static Activity Find(Call call)
    {
        var id = call.RouteId("activityId", "Activity");
        return call.District.ActivitiesById.TryGetValue(id, out var activity) ? activity : throw Refusal.NotFound("Activity", id);
    }

    private static Reply Edit(Call call)
    {
        var activity = Find(call);
        var items = call.Body.List("ActivityItems");
        if (items.Count > 0 && items[0].Text("Comments") is { } html)
            activity.Items = [activity.Items[0] with { Text = html }, .. activity.Items.Skip(1)];
        activity.IsPublic = call.Body.Flag("IsPublic") ?? activity.IsPublic;
        Touch(call, activity);
        return Reply.Item(ActivityShape.Of(activity, call.District));
    }

    private static Reply SetDeleted(Call call, bool isDeleted)
    {
        var activity = Find(call);
        activity.IsDeleted = isDeleted;
        Touch(call, activity);
        return Reply.Done("Activity successfully updated.");
    }

    private static Reply SetVisibility(Call call)
    {
        var activity = Find(call);
        activity.IsPublic = call.Body.Element.ValueKind switch
        {
            System.Text.Json.JsonValueKind.True => true,
            System.Text.Json.JsonValueKind.False => false,
            _ => throw Refusal.Of(400, "The request is invalid."),
        };
        Touch(call, activity);
        return Reply.Done("Activity visibility updated.");
    }

    private static void Touch(Call call, Activity activity)
    {
        activity.Modified = call.Now;
        call.World.Desk.Touch(call.District.TicketsById[activity.TicketId], call.Caller);
    }
}
