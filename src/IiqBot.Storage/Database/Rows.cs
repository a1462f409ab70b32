using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Storage.Database;

/// <summary>A stored request (<see cref="WorkItem"/>). Its number gives the order in which requests were stored.</summary>
internal sealed class InboxRow
{
    public long Number { get; init; }
    public Guid Id { get; init; }
    public required string Reference { get; init; }
    public required string Platform { get; init; }
    public required string Tenant { get; init; }
    public required string UserId { get; init; }
    public required string Request { get; set; }
    public WorkState State { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? Due { get; init; }
    public Guid? LeaseOwner { get; init; }
    public DateTimeOffset LeasedUntil { get; init; }
    public string? Answer { get; init; }
    public string? Shown { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public List<InboxKeyRow> Keys { get; init; } = [];
}

/// <summary>A key that identifies a repeat of a stored request.</summary>
internal sealed class InboxKeyRow
{
    public required string Key { get; init; }
    public Guid ItemId { get; init; }
}

/// <summary>A filing (<see cref="Filing"/>).</summary>
internal sealed class FilingRow
{
    public required string Reference { get; init; }
    public Guid PersonId { get; init; }
    public required string Ticket { get; init; }
    public FilingState State { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public Guid? TicketId { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The progress of a delivery.</summary>
internal enum DeliveryState
{
    Waiting,
    Leased,
    Dead,
}

/// <summary>A delivery (<see cref="Delivery"/>). Its number gives the order in which deliveries were stored.</summary>
internal sealed class OutboxRow
{
    public long Number { get; init; }
    public Guid Id { get; init; }
    public required string Key { get; init; }
    public required string Platform { get; init; }
    public required string Tenant { get; init; }
    public required string Conversation { get; init; }
    public required string Delivery { get; init; }
    public DeliveryState State { get; init; }
    public int Attempts { get; init; }
    public DeliveryOutcome? LastOutcome { get; init; }
    public DateTimeOffset Due { get; init; }
    public Guid? LeaseOwner { get; init; }
    public DateTimeOffset LeasedUntil { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A ticket's card in a conversation (<see cref="PostedCard"/>).</summary>
internal sealed class PostedCardRow
{
    public required string Platform { get; init; }
    public required string Tenant { get; init; }
    public required string Conversation { get; init; }
    public required string MessageId { get; init; }
    public required string Address { get; init; }
    public Guid TicketId { get; init; }
    public required string Version { get; init; }

    /// <summary>The version as a number, which tells the older of two.</summary>
    public long VersionTicks { get; init; }
    public required string Viewer { get; init; }
    public DateTimeOffset PostedAt { get; init; }
}

/// <summary>A conversation, and the person it belongs to.</summary>
internal sealed class ConversationRow
{
    public required string Platform { get; init; }
    public required string Tenant { get; init; }
    public required string Conversation { get; init; }
    public required string Address { get; init; }
    public ConversationScope Scope { get; init; }
    public string? OwnerTenant { get; init; }
    public string? OwnerId { get; init; }
    public DateTimeOffset RememberedAt { get; init; }
}

/// <summary>The account that the bot last found for a platform's user.</summary>
internal sealed class KnownPersonRow
{
    public required string Platform { get; init; }
    public required string Tenant { get; init; }
    public required string UserId { get; init; }
    public required string Person { get; init; }
    public DateTimeOffset RememberedAt { get; init; }
}

/// <summary>
/// A person's own settings (<see cref="PersonalSettings"/>): ids only. A row without any means that the person removed them.
/// </summary>
internal sealed class PersonalSettingsRow
{
    public Guid PersonId { get; init; }
    public Guid? LocationId { get; init; }
    public Guid? RoomId { get; init; }
    public DateTimeOffset AskedAt { get; init; }
}

/// <summary>A change of a ticket.</summary>
internal sealed class TicketActRow
{
    public long Number { get; init; }
    public Guid Id { get; init; }
    public Guid TicketId { get; init; }
    public required string Act { get; init; }
    public DateTimeOffset StoredAt { get; init; }
}

/// <summary>An entry of the audit log (<see cref="AuditEntry"/>): ids only.</summary>
internal sealed class AuditRow
{
    public long Number { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Platform { get; init; }
    public required string Tenant { get; init; }
    public required string UserId { get; init; }
    public Guid? PersonId { get; init; }
    public required string Verb { get; init; }
    public Guid? TicketId { get; init; }
    public required string WhereTenant { get; init; }
    public required string WhereConversation { get; init; }
    public ConversationScope WhereScope { get; init; }
    public string? WhereThread { get; init; }
    public AuditOutcome Outcome { get; init; }
    public required string Reference { get; init; }
}
