using System.Globalization;
using System.Text.Json;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Desk;

/// <summary>Compares two states of a ticket. The reference leaves the form of <c>RevisionJsonData</c> open.</summary>
internal static class Revision
{
    private static readonly IReadOnlyList<(string Name, Func<Ticket, object?> Read)> Fields =
    [
        ("Subject", ticket => ticket.Subject),
        ("IssueDescription", ticket => ticket.Description),
        ("IssueId", ticket => ticket.Issue.IssueId),
        ("ForId", ticket => ticket.ForId),
        ("OwnerId", ticket => ticket.OwnerId),
        ("AssignedToUserId", ticket => ticket.AssignedToUserId),
        ("AssignedToTeamId", ticket => ticket.AssignedToTeamId),
        ("LocationId", ticket => ticket.LocationId),
        ("LocationRoomId", ticket => ticket.RoomId),
        ("LocationDetails", ticket => ticket.LocationDetails),
        ("Priority", ticket => ticket.Priority),
        ("SlaId", ticket => ticket.SlaId),
        ("DueDate", ticket => ticket.Due),
        ("StartedDate", ticket => ticket.Started),
        ("IsUrgent", ticket => ticket.IsUrgent),
        ("IsIssueConfirmed", ticket => ticket.IsIssueConfirmed),
        ("HasSensitiveInformation", ticket => ticket.IsSensitive),
        ("IsDeleted", ticket => ticket.IsDeleted),
        ("SourceId", ticket => ticket.SourceId),
        ("CloseReasonTypeId", ticket => ticket.CloseReasonTypeId),
        ("Assets", ticket => string.Join(", ", ticket.Assets.Select(asset => asset.AssetId ?? asset.ModelId))),
        ("Tags", ticket => string.Join(", ", ticket.TagIds)),
        ("TicketFollowerUserIds", ticket => string.Join(", ", ticket.FollowerUserIds)),
        ("TicketFollowerTeamIds", ticket => string.Join(", ", ticket.FollowerTeamIds)),
        ("CustomFieldValues", ticket => string.Join(", ", ticket.CustomFieldValues.Select(value => value.Value))),
    ];

    /// <summary>The differences as a JSON array, or <see langword="null"/> where there are none.</summary>
    public static string? Between(Ticket before, Ticket after)
    {
        var changes = Fields
            .Select(field => new
            {
                FieldName = field.Name,
                OldValue = Text(field.Read(before)),
                NewValue = Text(field.Read(after)),
            })
            .Where(change => change.OldValue != change.NewValue)
            .ToList();
        return changes.Count == 0 ? null : JsonSerializer.Serialize(changes);
    }

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
