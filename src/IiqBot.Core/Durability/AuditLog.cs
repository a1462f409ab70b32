using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>The outcome of an act.</summary>
public enum AuditOutcome
{
    /// <summary>The bot did it.</summary>
    Done,

    /// <summary>The person may not do it.</summary>
    Refused,

    /// <summary>It failed; the reference leads to the cause.</summary>
    Failed,

    /// <summary>The person withdrew it before the bot ran it.</summary>
    Withdrawn,

    /// <summary>The bot sent it, or may have, and does not know the outcome. The reference leads to the cause.</summary>
    Unknown,
}

/// <summary>Who did what, on which ticket, and where. It never contains a text of a ticket, a name or an address.</summary>
/// <param name="At">When they did it.</param>
/// <param name="Who">The person, as the platform knows them.</param>
/// <param name="PersonId">Their Incident IQ account; null if they have none.</param>
/// <param name="Verb">What they did.</param>
/// <param name="TicketId">The ticket; null for none.</param>
/// <param name="Where">The conversation.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reference">The request's reference.</param>
public sealed record AuditEntry(
    DateTimeOffset At,
    Actor Who,
    Guid? PersonId,
    string Verb,
    Guid? TicketId,
    ConversationAddress Where,
    AuditOutcome Outcome,
    string Reference
);

/// <summary>The audit log. The program only appends to it and reads it.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry. The entry of a request is stored with the request's answer instead (<see cref="IInbox"/>).</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The latest entry with this reference, in upper or lower case; null if there is none.</summary>
    Task<AuditEntry?> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The entries from one moment to another, oldest first.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
