using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Durability;

/// <summary>How far a filing has come.</summary>
public enum FilingState
{
    /// <summary>Nothing was sent, or Incident IQ refused it for certain.</summary>
    Pending,

    /// <summary>It was sent, and what became of it is not known.</summary>
    Unknown,

    /// <summary>The ticket exists; who submitted it is still to be set.</summary>
    Created,

    /// <summary>All is done.</summary>
    Filed,
}

/// <summary>A ticket somebody wants to file, under a short reference that also stands in its description.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="PersonId">The account of the person who files it.</param>
/// <param name="Ticket">What is filed.</param>
public sealed record Filing(string Reference, Guid PersonId, NewTicket Ticket)
{
    /// <summary>How far it has come.</summary>
    public FilingState State { get; init; }

    /// <summary>When it was last sent; null before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The ticket, once it exists.</summary>
    public Guid? TicketId { get; init; }
}

/// <summary>Remembers filings until they are done, so that no answer that got lost makes a second ticket or loses the first.</summary>
public interface IFilingLedger
{
    /// <summary>Adds a filing, or writes down how far it has come.</summary>
    /// <exception cref="FilingMovedOnException">Somebody else moved it on since it was read.</exception>
    Task SaveAsync(Filing filing, CancellationToken cancellationToken);

    /// <summary>The filing with this reference; null when there is none.</summary>
    Task<Filing?> FindAsync(string reference, CancellationToken cancellationToken);
}

/// <summary>A filing is not any more where it was when it was read: somebody else carries it on, so nothing may be sent.</summary>
public sealed class FilingMovedOnException() : Exception("The filing was moved on by somebody else.");
