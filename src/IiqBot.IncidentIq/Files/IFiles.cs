namespace IiqBot.IncidentIq.Files;

/// <summary>Files of tickets: docs/reference/incident-iq-records.md, "Files". Fails like <see cref="Tickets.ITickets"/>.</summary>
public interface IFiles
{
    /// <summary>Returns the files of a ticket (<c>GET /files/entity/{EntityTypeId}/{id}</c>).</summary>
    Task<IReadOnlyList<TicketFile>> OfTicketAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>
    /// Uploads a file and attaches it to a ticket (<c>POST /files</c>, then <c>POST /files/{FileId}/entity/{EntityTypeId}/{id}</c>).
    /// Neither call is retried, because a second attempt would attach the file twice.
    /// </summary>
    Task AttachAsync(Guid ticketId, NewFile file, CancellationToken cancellationToken);
}

/// <summary>A file of a ticket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes; null if the answer has none.</param>
public sealed record TicketFile(string Name, long? Size);
