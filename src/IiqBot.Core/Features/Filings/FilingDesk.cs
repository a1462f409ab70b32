using IiqBot.Core.Durability;
using IiqBot.Core.Later;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Files a ticket exactly once. Incident IQ's create has no idempotency key, so the bot puts a reference into the description and
/// looks for it before it sends anything again (docs/architecture.md, "Filing").
/// </summary>
public sealed partial class FilingDesk(ITickets tickets, IFilingLedger ledger, IHolds holds, TimeProvider time, ILogger<FilingDesk> logger)
{
    /// <summary>
    /// How long after sending a ticket may still turn up. The connection ends with the longest request at the latest, the server may
    /// commit up to 30 s later, and a search may lag another 10 s. Until then nothing is sent again.
    /// </summary>
    public static readonly TimeSpan SettleTime = WorkPump.Budget + TimeSpan.FromSeconds(30 + 10);

    // A ticket this much older than the last attempt cannot be ours, whatever the clocks and time zones of both sides.
    private static readonly TimeSpan Earlier = TimeSpan.FromDays(1);

    private const int RecentTickets = 25;

    /// <summary>Files a ticket, or continues the filing with the same reference.</summary>
    /// <returns>The filing's new state, and the ticket.</returns>
    /// <exception cref="UnconfirmedException">The filing was sent, at least in part, and its outcome is not known yet.</exception>
    /// <exception cref="IncidentIqException">Incident IQ failed without changing the filing's state.</exception>
    public async Task<(Filing Filing, Ticket Ticket)> CarryOnAsync(Filing filing, CancellationToken cancellationToken)
    {
        await using var hold = await holds.HoldAsync($"filing:{filing.Reference}", cancellationToken);
        var known = await ledger.FindAsync(filing.Reference, cancellationToken) ?? filing;

        // Nothing was sent yet, or Incident IQ definitely refused it, so use what the person has corrected since.
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

    // The ticket is filed. If it cannot be read, it is read later; the bot never reports the filing as failed.
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
        // Save before sending: if this process loses the answer, the next attempt knows that it must look first.
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
            // It was sent, but time ran out or the answer has an unexpected shape.
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
            // The ticket is filed. Its owner is still the service account; a button on its card can correct that.
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

                // The unreadable row may be the ticket.
                if (recent.Unreadable > 0)
                    throw new UnconfirmedException(filing.Reference);
                if ((page + 1) * RecentTickets >= recent.TotalRows || recent.Items.Any(ticket => ticket.Created < filing.SentAt - Earlier))
                    return null;
            }
        }
        catch (IncidentIqException exception) when (!Outage.IsBehind(exception))
        {
            // A refused search does not prove that the ticket does not exist.
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

    // Not cancelled with the request, because what is known about a filing must be saved.
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
