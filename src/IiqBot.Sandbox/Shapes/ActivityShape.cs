using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Rules;

namespace IiqBot.Sandbox.Shapes;

/// <summary>
/// Timeline entries; <c>$type</c> is the first member of each item (docs/reference/incident-iq-changes.md, "Activities").
/// </summary>
internal static class ActivityShape
{
    public static object Of(Activity activity, District district) =>
        new
        {
            TicketActivityId = activity.ActivityId,
            District.SiteId,
            district.TicketsById[activity.TicketId].ProductId,
            activity.TicketId,
            TicketSubject = district.TicketsById[activity.TicketId].Subject,
            activity.OwnerId,
            Owner = activity.OwnerId is { } owner ? PersonShape.OnActivity(district.PeopleById[owner]) : null,
            CreatedDate = new SiteTime(activity.Created),
            ModifiedDate = new SiteTime(activity.Modified),
            activity.IsPublic,
            activity.IsDeleted,
            ActivityItems = activity.Items.Select(item => Item(item, activity, district)).ToList(),
        };

    private static Dictionary<string, object?> Item(ActivityItem item, Activity activity, District district)
    {
        // A dictionary keeps its order and lets $type be a name. Nulls in it would be written, so none is put in.
        var shape = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["$type"] = $"Spark.Shared.Models.TicketActivity{Suffix(item.Kind)}, Spark.Shared",
        };
        Put($"TicketActivity{Suffix(item.Kind)}Id", item.ItemId);
        Put("TicketActivityId", activity.ActivityId);
        Put("TicketActivityTypeId", item.TypeId);
        Put("CreatedDate", new SiteTime(activity.Created));
        Put("ModifiedDate", new SiteTime(activity.Modified));
        Put("ByUserId", item.ByUserId);
        Put(item.Kind == ItemKind.Comment ? "Comments" : "Notes", item.Text);
        Put("ExternalId", item.ExternalId);
        Put("RevisionJsonData", item.RevisionJson);
        Put("ResolutionActionId", item.ResolutionActionId);
        Put("ResolutionAction", SiteLists.Actions.FirstOrDefault(action => action.ResolutionActionId == item.ResolutionActionId)?.Name);
        Put("Effort", item.EffortMinutes);
        PutFile(item, district);
        PutRule(item);
        Put("IsPublic", activity.IsPublic);
        return shape;

        void Put(string name, object? value)
        {
            if (value is not null)
                shape.Add(name, value);
        }

        void PutFile(ActivityItem from, District among)
        {
            if (from.FileId is not { } id || !among.Files.TryGetValue(id, out var file))
                return;
            Put("FileId", id);
            Put("FileName", file.FileName);
            Put("Name", file.FileName);
            Put("MimeType", file.MimeType);
            Put("Size", file.Content.Length);
            Put("Url", FileShape.Url(file));
            Put("IsImage", file.MimeType.StartsWith("image/", StringComparison.Ordinal));
        }

        void PutRule(ActivityItem from)
        {
            if (from.RuleName is null)
                return;
            Put("RuleId", AutoAssign.RuleId);
            Put("RuleName", from.RuleName);
            Put("IsSuccessful", from.IsSuccessful);
        }
    }

    private static string Suffix(ItemKind kind) => kind == ItemKind.RuleExecution ? "RuleExecutionLog" : kind.ToString();
}
