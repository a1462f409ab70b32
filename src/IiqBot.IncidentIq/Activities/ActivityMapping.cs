using System.Text.Json;
using IiqBot.IncidentIq.Content;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Activities;

/// <summary>Maps wire activities to <see cref="TicketActivity"/> (docs/reference/incident-iq-changes.md, "Activities").</summary>
internal static class ActivityMapping
{
    // By precedence, what people wrote first: if an entry has several items, the first of these kinds that occurs decides.
    private static readonly ActivityKind[] Leading =
    [
        ActivityKind.Comment,
        ActivityKind.Closed,
        ActivityKind.Action,
        ActivityKind.Attachment,
        ActivityKind.Revision,
        ActivityKind.Rule,
        ActivityKind.StatusChange,
        ActivityKind.Created,
    ];

    /// <summary>Returns null if the activity is deleted or has no id.</summary>
    public static TicketActivity? ToActivity(this WireActivity wire, SiteDates dates)
    {
        if (wire is not { TicketActivityId: { } id, IsDeleted: not true })
            return null;
        var items = wire.ActivityItems ?? [];
        var kind = Leading.FirstOrDefault(leading => items.Any(item => Kind(item) == leading));
        var author = wire.Owner?.UserId ?? wire.OwnerId ?? items.Select(i => i.ByUserId).FirstOrDefault(by => by is not null);
        return new(
            id,
            kind,
            dates.Read(wire.CreatedDate),
            author,
            wire.Owner?.DisplayName() is { Length: > 0 } name ? name : null,
            // Leave out items of an unknown kind when the entry also has a known one.
            string.Join(
                '\n',
                items.Where(item => kind == ActivityKind.Other || Kind(item) != ActivityKind.Other).Select(Text).Where(t => t.Length > 0)
            ),
            wire.IsPublic is true
        );
    }

    /// <summary>
    /// Looks at the type's name first, because the numbers have more than one meaning (docs/reference/incident-iq-changes.md, "Kinds
    /// of activities").
    /// </summary>
    private static ActivityKind Kind(WireActivityItem item) =>
        (ShortName(item.Type), item.TicketActivityTypeId) switch
        {
            (_, 5) => ActivityKind.Created,
            (_, 9 or 10) => ActivityKind.Closed,
            ("TicketActivityComment", _) => ActivityKind.Comment,
            ("TicketActivityAction", _) => ActivityKind.Action,
            ("TicketActivityAttachment", _) => ActivityKind.Attachment,
            ("TicketActivityRevision", _) => ActivityKind.Revision,
            ("TicketActivityRuleExecutionLog", _) => ActivityKind.Rule,
            ("TicketActivityWorkflowLog", 63) => ActivityKind.StatusChange,
            (null, 6) => ActivityKind.Comment,
            (null, 7) => ActivityKind.Rule,
            (null, 8) => ActivityKind.Action,
            (null, 63) => ActivityKind.StatusChange,
            _ => ActivityKind.Other,
        };

    private static string Text(WireActivityItem item)
    {
        string?[] parts =
        [
            HtmlText.ToPlain(item.Comments),
            item.ResolutionAction,
            HtmlText.ToPlain(item.Notes),
            Changes(item.RevisionJsonData),
            item.RuleName,
            item.FileName ?? item.Name,
            item.PartName,
        ];
        return string.Join('\n', parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }

    /// <summary>
    /// Turns "Spark.Shared.Models.TicketActivityComment, Spark.Shared" into "TicketActivityComment"; null if there is no type.
    /// </summary>
    private static string? ShortName(string? type) => type?.Split(',')[0].Split('.')[^1].Trim();

    /// <summary>
    /// The shape of <c>RevisionJsonData</c> is not published. If it is a list of objects that name a field and its values, each
    /// becomes a line. Anything else becomes an empty text.
    /// </summary>
    private static string Changes(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return "";
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Array
                ? string.Join('\n', document.RootElement.EnumerateArray().Select(Change).Where(line => line.Length > 0))
                : "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ""; // not JSON, or JSON with invalid strings
        }
    }

    private static string Change(JsonElement change)
    {
        var field = InWords(First(change, "FieldName", "PropertyName", "Field", "Property", "Name"));
        var before = First(change, "OldValue", "PreviousValue", "From", "Before");
        var after = First(change, "NewValue", "Value", "To", "After");
        return (field, before, after) switch
        {
            ("", _, _) or (_, "", "") => field,
            (_, "", _) => $"{field}: {after}",
            _ => $"{field}: {before} → {after}",
        };
    }

    /// <summary>Turns "AssignedToUserId" into "Assigned to user".</summary>
    private static string InWords(string field)
    {
        var name =
            field.EndsWith("Ids", StringComparison.Ordinal) ? field[..^3]
            : field.EndsWith("Id", StringComparison.Ordinal) ? field[..^2]
            : field;
        var words = new System.Text.StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (startsWord)
                words.Append(' ');
            words.Append(startsWord ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return words.ToString();
    }

    private static string First(JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            return "";
        foreach (var name in names)
        {
            if (
                element.TryGetProperty(name, out var value)
                && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
            )
            {
                var text = HtmlText.ToPlain(value.ToString()).ReplaceLineEndings(" ");
                return IsOfIds(text) ? "" : text;
            }
        }

        return "";
    }

    /// <summary>Ids mean nothing to a reader, so only the field's name is shown.</summary>
    private static bool IsOfIds(string text) => Guid.TryParse(text.Split(',')[0], out _);
}
