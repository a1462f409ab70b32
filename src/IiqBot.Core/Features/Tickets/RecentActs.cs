using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Records what was done to a ticket. The change has already happened, so an error here must not make it look failed.</summary>
public sealed partial class RecentActs(ITicketActs acts, TimeProvider time, ILogger<RecentActs> logger)
{
    private readonly DateTimeOffset _begun = time.GetUtcNow(); // each attempt of a request has its own instance

    /// <summary>Records an act.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="act">What was done; this method fills in the person and the times.</param>
    public async Task AddAsync(Turn turn, TicketAct act)
    {
        try
        {
            await acts.AddAsync(
                act with
                {
                    PersonId = turn.Person.Id,
                    BegunAt = _begun,
                    DoneAt = time.GetUtcNow(),
                },
                CancellationToken.None
            );
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotWritten(logger, exception);
        }
    }

    /// <summary>Whether somebody changed a ticket through the bot after it was read.</summary>
    public async Task<bool> ChangedSinceAsync(Ticket read, CancellationToken cancellationToken) =>
        (await acts.OnAsync(read.Id, cancellationToken)).Any(act => act.IsChange && act.At > read.Modified);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not record a change of a ticket; the bot cannot say who made it or undo it")]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
