using IiqBot.Core.Durability;
using IiqBot.Core.Later;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Files a ticket once. Incident IQ's create has no idempotency key, so the reference in the description is looked for
/// before anything is sent again (docs/architecture.md, "Filing").
/// </summary>
public sealed partial class FilingDesk(ITickets tickets, IFilingLedger ledger, IHolds holds, TimeProvider time, ILogger<FilingDesk> logger)
{
    /// <summary>
    /// How long after it was sent a ticket may still turn up: its connection breaks at the latest when the longest request ends, the
    /// server may commit up to 30 s after that, and a search may lag another 10 s. Before that, nothing is sent again.
    /// </summary>
    public static readonly TimeSpan SettleTime = WorkPump.Budget + TimeSpan.FromSeconds(30 + 10);

    // Tickets that are older than this before the last sending are none of ours, whatever the clocks and zones of the two sides say.
    private static readonly TimeSpan Earlier = TimeSpan.FromDays(1);

    private const int RecentTickets = 25;

    /// <summary>Files a ticket, or carries on what the same reference began.</summary>
    /// <returns>How far it came, and the ticket.</returns>
    /// <exception cref="UnconfirmedException">It was sent, or part of it, and what became of that is not known yet.</exception>
    /// <exception cref="IncidentIqException">Incident IQ failed in a way that left the filing where it was.</exception>
    public async Task<(Filing Filing, Ticket Ticket)> CarryOnAsync(Filing filing, CancellationToken cancellationToken)
    {
        await using var hold = await holds.HoldAsync($"filing:{filing.Reference}", cancellationToken);
        var known = await ledger.FindAsync(filing.Reference, cancellationToken) ?? filing;

        // Nothing was sent yet, or it was refused for certain: what the person has corrected since counts.
        if (known.State == FilingState.Pending)
            known = known with { Ticket = filing.Ticket };
        return await ForwardAsync(known, cancellationToken);
    }

    private async Task<(Filing Filing, Ticket Ticket)> ForwardAsync(Filing filing, CancellationToken cancellationToken)
    {
        Ticket? ticket = null;
        if (filing.State == FilingState.Unknown)
        {
            ticket = await LookForAsync(filing, cancellationToken);
            if (ticket is null && time.GetUtcNow() - filing.SentAt < SettleTime)
                throw new UnconfirmedException(filing.Reference);
            filing = await SaveAsync(ticket is null ? filing with { State = FilingState.Pending } : Created(filing, ticket));
        }

        if (filing.State == FilingState.Pending)
            (filing, ticket) = await CreateAsync(filing, cancellationToken);
        if (filing.State == FilingState.Created)
            filing = await SetOwnerAsync(filing, cancellationToken);
        return (filing, ticket ?? await ReadAsync(filing, cancellationToken));
    }

    // It is filed: what cannot be read of it is read later, whatever the cause, and it is never told as failed.
    private async Task<Ticket> ReadAsync(Filing filing, CancellationToken cancellationToken)
    {
        try
        {
            return await tickets.GetAsync(filing.TicketId!.Value, cancellationToken);
        }
        catch (Exception exception) when (exception is not IncidentIqException)
        {
            throw new UnconfirmedException(filing.Reference, exception);
        }
    }

    private async Task<(Filing Filing, Ticket Ticket)> CreateAsync(Filing filing, CancellationToken cancellationToken)
    {
        // Written down before it is sent: if this process loses the answer, the next try knows to look first.
        filing = await SaveAsync(filing with { State = FilingState.Unknown, SentAt = time.GetUtcNow() });
        try
        {
            var ticket = await tickets.CreateAsync(filing.Ticket, cancellationToken);
            return (await SaveAsync(Created(filing, ticket)), ticket);
        }
        catch (IncidentIqException exception) when (exception.OutcomeUnknown)
        {
            Log.OutcomeUnknown(logger, filing.Reference, exception.Failure);
            throw new UnconfirmedException(filing.Reference, exception);
        }
        catch (IncidentIqException)
        {
            await SaveAsync(filing with { State = FilingState.Pending });
            throw;
        }
        catch (Exception exception) when (exception is not (StorageUnavailableException or FilingMovedOnException))
        {
            // It was sent: time ran out, or the answer has a shape that nobody foresaw.
            Log.OutcomeUnknown(
                logger,
                filing.Reference,
                exception is OperationCanceledException ? IncidentIqFailure.TimedOut : IncidentIqFailure.NotUnderstood
            );
            throw new UnconfirmedException(filing.Reference, exception);
        }
    }

    private async Task<Filing> SetOwnerAsync(Filing filing, CancellationToken cancellationToken)
    {
        try
        {
            await tickets.SetOwnerAndRequesterAsync(filing.TicketId!.Value, filing.PersonId, filing.Ticket.RequesterId, cancellationToken);
            return await SaveAsync(filing with { State = FilingState.Filed });
        }
        catch (Exception exception) when (Outage.IsBehind(exception))
        {
            throw new UnconfirmedException(filing.Reference, exception);
        }
        catch (IncidentIqException exception)
        {
            // The ticket is filed; that it still names the service account as its submitter can be mended from its card.
            Log.OwnerNotSet(logger, filing.Reference, exception.Failure);
            return filing;
        }
    }

    private async Task<Ticket?> LookForAsync(Filing filing, CancellationToken cancellationToken)
    {
        try
        {
            for (var page = 0; ; page++)
            {
                var recent = await RecentAsync(filing, page, cancellationToken);
                if (
                    recent.Items.FirstOrDefault(ticket => ticket.Description.Contains(filing.Reference, StringComparison.Ordinal)) is
                    { } found
                )
                    return found;

                // It may be the one that cannot be read.
                if (recent.Unreadable > 0)
                    throw new UnconfirmedException(filing.Reference);
                if ((page + 1) * RecentTickets >= recent.TotalRows || recent.Items.Any(ticket => ticket.Created < filing.SentAt - Earlier))
                    return null;
            }
        }
        catch (IncidentIqException exception) when (!Outage.IsBehind(exception))
        {
            // That it may not be looked for says nothing about whether it is there.
            throw new UnconfirmedException(filing.Reference, exception);
        }
    }

    private Task<Page<Ticket>> RecentAsync(Filing filing, int page, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = [TicketFilter.Requester(filing.Ticket.RequesterId)],
                PageIndex = page,
                PageSize = RecentTickets,
                Sort = TicketSort.Created,
            },
            cancellationToken
        );

    private static Filing Created(Filing filing, Ticket ticket) => filing with { State = FilingState.Created, TicketId = ticket.Id };

    // Not cancelled with the request: what was learned of a filing must be kept.
    private async Task<Filing> SaveAsync(Filing filing)
    {
        await ledger.SaveAsync(filing, CancellationToken.None);
        return filing;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Could not tell whether filing {Reference} created a ticket: {Failure}. The bot will look for it"
        )]
        public static partial void OutcomeUnknown(ILogger logger, string reference, IncidentIqFailure failure);

        [LoggerMessage(2, LogLevel.Warning, "Filing {Reference} created a ticket but could not set its submitter: {Cause}")]
        public static partial void OwnerNotSet(ILogger logger, string reference, IncidentIqFailure cause);
    }
}
