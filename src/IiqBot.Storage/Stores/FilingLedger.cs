using IiqBot.Core.Durability;
using IiqBot.Core.Features.Filings;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>
/// The filing ledger in a database. A filing changes state only as <see cref="FilingDesk"/> changes it. If two replicas want to send the
/// same one, one wins.
/// </summary>
internal sealed class FilingLedger(StorageDatabase database, TimeProvider time) : IFilingLedger
{
    private const int Nowhere = -1;

    /// <inheritdoc />
    public async Task SaveAsync(Filing filing, CancellationToken cancellationToken)
    {
        // The result of an attempt to send may only change the filing of that attempt.
        var (from, orFrom, ofSending) = filing.State switch
        {
            FilingState.Pending => (FilingState.Pending, (int)FilingState.Unknown, true),
            FilingState.Unknown => (FilingState.Pending, Nowhere, false),
            FilingState.Created => (FilingState.Unknown, (int)FilingState.Created, true),
            _ => (FilingState.Created, (int)FilingState.Filed, false),
        };
        var ticket = StorageJson.Write(filing.State == FilingState.Filed ? Wiped(filing.Ticket) : filing.Ticket);
        var sent = filing.SentAt?.UtcTicks ?? 0;
        var saved = await database.WriteAsync(
            (context, token) =>
                context.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO filings (reference, person_id, ticket, state, sent_at, ticket_id, updated_at)
                    VALUES ({filing.Reference}, {filing.PersonId}, {ticket}, {(int)filing.State}, NULLIF({sent}, 0), NULLIF({filing.TicketId
                        ?? Guid.Empty}, {Guid.Empty}), {time.GetUtcNow().UtcTicks})
                    ON CONFLICT (reference) DO UPDATE SET
                        ticket = excluded.ticket, state = excluded.state, sent_at = excluded.sent_at, ticket_id = excluded.ticket_id, updated_at = excluded.updated_at
                    WHERE filings.state IN ({(int)from}, {orFrom})
                        AND ({(ofSending ? 0 : 1)} = 1 OR COALESCE(filings.sent_at, 0) = COALESCE(excluded.sent_at, 0))
                    """,
                    token
                ),
            cancellationToken
        );
        if (saved == 0)
            throw new FilingMovedOnException();
    }

    /// <inheritdoc />
    public async Task<Filing?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var wanted = reference.ToUpperInvariant();
        var found = await database.ReadAsync(
            (context, token) => context.Filings.AsNoTracking().FirstOrDefaultAsync(row => row.Reference == wanted, token),
            cancellationToken
        );
        return found is null
            ? null
            : new(found.Reference, found.PersonId, StorageJson.Read<NewTicket>(found.Ticket))
            {
                State = found.State,
                SentAt = found.SentAt,
                TicketId = found.TicketId,
            };
    }

    // Incident IQ has the text now, so the ledger drops it.
    private static NewTicket Wiped(NewTicket ticket) => ticket with { Subject = "", Description = "", LocationDetails = null };
}
