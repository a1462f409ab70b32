using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Durability;

/// <summary>How far a filing is.</summary>
public enum FilingState
{
    /// <summary>The bot has sent nothing, or Incident IQ has refused it for certain.</summary>
    Pending,

    /// <summary>The bot sent it and does not know the outcome.</summary>
    Unknown,

    /// <summary>The ticket exists. The bot still has to set its submitter.</summary>
    Created,

    /// <summary>The filing is complete.</summary>
    Filed,
}

/// <summary>A ticket that a person wants to file. Its short reference also stands in its description.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="PersonId">The account of the person who files it.</param>
/// <param name="Ticket">The ticket to file.</param>
public sealed record Filing(string Reference, Guid PersonId, NewTicket Ticket)
{
    /// <summary>How far it is.</summary>
    public FilingState State { get; init; }

    /// <summary>When the bot last sent it; null before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The ticket, once it exists.</summary>
    public Guid? TicketId { get; init; }
}

/// <summary>Remembers filings until they are complete, so that a lost answer neither creates a second ticket nor loses the first.</summary>
public interface IFilingLedger
{
    /// <summary>Adds a filing, or records how far it is.</summary>
    /// <exception cref="FilingMovedOnException">Another worker has moved it on since the caller read it.</exception>
    Task SaveAsync(Filing filing, CancellationToken cancellationToken);

    /// <summary>The filing with this reference; null if there is none.</summary>
    Task<Filing?> FindAsync(string reference, CancellationToken cancellationToken);
}

/// <summary>Another worker has moved the filing on since the caller read it and continues it, so the caller must send nothing.</summary>
public sealed class FilingMovedOnException() : Exception("The filing was moved on by somebody else.");
