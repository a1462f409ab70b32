using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>What became of an act.</summary>
public enum AuditOutcome
{
    /// <summary>It was carried out.</summary>
    Done,

    /// <summary>The person may not do it.</summary>
    Refused,

    /// <summary>It failed; the reference leads to the cause.</summary>
    Failed,

    /// <summary>The person took it back before it was carried out.</summary>
    Withdrawn,

    /// <summary>It was sent, or may have been, and what became of it is not known; the reference leads to the cause.</summary>
    Unknown,
}

/// <summary>Who did what, on which ticket, from where. Never any text of a ticket, a name or an address.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who, as the platform knows them.</param>
/// <param name="PersonId">Their Incident IQ account; null when they have none.</param>
/// <param name="Verb">What.</param>
/// <param name="TicketId">On which ticket; null when there is none.</param>
/// <param name="Where">The conversation.</param>
/// <param name="Outcome">What became of it.</param>
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

/// <summary>The audit log: the program appends and reads, nothing else.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry; those that belong to a request are appended with its answer (<see cref="IInbox"/>).</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The latest entry with this reference, in any case of letters; null when there is none.</summary>
    Task<AuditEntry?> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The entries from one moment to another, oldest first.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
