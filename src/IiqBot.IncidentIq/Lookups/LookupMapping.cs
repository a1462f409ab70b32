using IiqBot.IncidentIq.Tickets;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>Maps wire types to records. Returns null for records that are deleted or have no id.</summary>
internal static class LookupMapping
{
    /// <summary>
    /// Canceled, Canceled - No Longer Occurring, Canceled - Duplicate Ticket: the same on every site
    /// (docs/reference/incident-iq-changes.md, "Closing and cancelling").
    /// </summary>
    private static readonly Guid[] CancelReasons =
    [
        Guid.Parse("c98ae44e-ada0-4ae7-ae30-817785c00001"),
        Guid.Parse("c98ae44e-ada0-4ae7-ae30-817785c00003"),
        Guid.Parse("c98ae44e-ada0-4ae7-ae30-817785c00004"),
    ];

    public static User? ToUser(this WireUser wire) =>
        wire is { UserId: { } id, IsDeleted: not true }
            ? new User(id, wire.DisplayName(), NullIfBlank(wire.Email), Role(wire.RoleId ?? wire.Role?.RoleId))
            {
                IsActive = wire.IsActive is not false,
                LocationId = wire.LocationId ?? wire.Location?.LocationId,
                LocationName = NullIfBlank(wire.LocationName) ?? NullIfBlank(wire.Location?.Name),
            }
            : null;

    public static string DisplayName(this WireUser wire) =>
        NullIfBlank(wire.FullName) ?? NullIfBlank(wire.Name) ?? $"{wire.FirstName} {wire.LastName}".Trim();

    public static Team? ToTeam(this WireTeam wire) => wire is { TeamId: { } id, IsDeleted: not true } ? new(id, wire.TeamName ?? "") : null;

    public static Location? ToLocation(this WireLocation wire) =>
        wire is { LocationId: { } id, IsDeleted: not true } ? new(id, wire.Name ?? "", NullIfBlank(wire.Abbreviation)) : null;

    public static Issue? ToIssue(this WireIssue wire) =>
        wire.IssueId is { } id
            ? new(id, wire.Name ?? "")
            {
                TypeId = wire.IssueTypeId,
                CategoryId = wire.IssueCategoryId,
                CategoryName = NullIfBlank(wire.IssueCategoryName),
                ProductId = wire.ProductId,
            }
            : null;

    public static PriorityLevel? ToLevel(this WirePriority wire) =>
        wire.PriorityLevelId is { } id
            ? new(id, wire.Name ?? "", wire.Min ?? int.MinValue, wire.Max ?? int.MaxValue) { Color = Color(wire.Color) }
            : null;

    public static CloseReason? ToReason(this WireCloseReason wire) =>
        wire.CloseReasonTypeId is { } id
            ? new(
                id,
                wire.Name ?? "",
                CancelReasons.Contains(id) || wire.Name?.StartsWith("Cancel", StringComparison.OrdinalIgnoreCase) is true
            )
            : null;

    public static WorkflowStep? ToStep(this WireStep wire) =>
        wire is { WorkflowStepId: { } id, IsDeleted: not true }
            ? new(id, NullIfBlank(wire.StepName) ?? wire.StatusName ?? "", wire.IsClosed is true)
            {
                WorkflowId = wire.WorkflowId,
                StatusName = NullIfBlank(wire.StatusName),
                Color = Color(wire.Color),
                Order = wire.DisplayOrder ?? 0,
            }
            : null;

    /// <summary>
    /// Role ids differ only in their last digits and are the same on every site (docs/reference/incident-iq-tickets.md, "Roles").
    /// </summary>
    private static UserRole Role(Guid? id) =>
        id?.ToString("D") switch
        {
            "6d5fee76-e05e-43c0-b8e9-b8447746e500" => UserRole.NoAccess,
            "6d5fee76-e05e-43c0-b8e9-b8447746e501" => UserRole.Student,
            "6d5fee76-e05e-43c0-b8e9-b8447746e502" => UserRole.Faculty,
            "6d5fee76-e05e-43c0-b8e9-b8447746e503" => UserRole.Staff,
            "6d5fee76-e05e-43c0-b8e9-b8447746e504" => UserRole.Agent,
            "6d5fee76-e05e-43c0-b8e9-b8447746e505" => UserRole.Administrator,
            "6d5fee76-e05e-43c0-b8e9-b8447746e507" => UserRole.Parent,
            _ => UserRole.Other,
        };

    private static string? Color(string? text) =>
        text is { Length: 7 } && text[0] == '#' && text.AsSpan(1).ContainsAnyExcept(HexDigits) is false ? text : null;

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
