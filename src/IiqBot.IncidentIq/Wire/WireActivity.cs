using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>An activity on the wire (docs/reference/incident-iq-changes.md, "Activities").</summary>
internal sealed record WireActivity : IWireRow
{
    public Guid? TicketActivityId { get; init; }

    public Guid? OwnerId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireUser>))]
    public WireUser? Owner { get; init; }

    public string? CreatedDate { get; init; }

    public bool? IsPublic { get; init; }

    public bool? IsDeleted { get; init; }

    [JsonConverter(typeof(LooseListConverter<WireActivityItem>))]
    public WireActivityItem[]? ActivityItems { get; init; }

    Guid? IWireRow.Key => TicketActivityId;
}

/// <summary>
/// All kinds of items in one type, distinguished by <see cref="Type"/> and <see cref="TicketActivityTypeId"/>, so that an unknown
/// kind can be read as well.
/// </summary>
internal sealed record WireActivityItem
{
    [JsonPropertyName("$type")]
    public string? Type { get; init; }

    public int? TicketActivityTypeId { get; init; }

    public Guid? ByUserId { get; init; }

    public string? Comments { get; init; }

    public string? Notes { get; init; }

    public string? RevisionJsonData { get; init; }

    public string? RuleName { get; init; }

    public string? ResolutionAction { get; init; }

    public string? FileName { get; init; }

    public string? Name { get; init; }

    public string? PartName { get; init; }
}
