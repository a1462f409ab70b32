using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace IiqBot.Storage.Running;

/// <summary>Deletes finished rows that are older than the settings say. Open rows and the audit log stay.</summary>
[DisallowConcurrentExecution]
internal sealed partial class CleanUp(
    StorageDatabase database,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<CleanUp> logger
) : IJob
{
    /// <summary>The job's trigger.</summary>
    public static TriggerKey Trigger { get; } = new(nameof(CleanUp));

    /// <summary>The job's schedule.</summary>
    /// <param name="schedule">A Quartz cron expression in UTC.</param>
    public static CronScheduleBuilder At(string schedule) => CronScheduleBuilder.Create(schedule).InTimeZone(TimeZoneInfo.Utc);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            Log.Done(logger, await RunAsync(cancellationToken));
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotDone(logger, exception);
        }
    }

    /// <summary>Deletes old rows.</summary>
    /// <returns>The number of deleted rows.</returns>
    /// <exception cref="StorageUnavailableException">The storage cannot be written now.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (now, keep) = (time.GetUtcNow(), options.Value.Retention);
        var (answers, filings, dead) = (now - keep.Answers, now - keep.Filings, now - keep.DeadDeliveries);
        var (cards, people, settings, acts) = (
            now - keep.PostedCards,
            now - keep.KnownPeople,
            now - keep.PersonalSettings,
            now - keep.TicketActs
        );
        var rows =
            await DeleteAsync(tables => tables.Inbox.Over().Where(row => row.FinishedAt < answers))
            + await DeleteAsync(tables =>
                tables.Filings.Where(row =>
                    row.UpdatedAt < filings
                    && (row.State == FilingState.Filed || !tables.Inbox.Open().Any(item => item.Reference == row.Reference))
                )
            )
            + await DeleteAsync(tables => tables.Outbox.Where(row => row.State == DeliveryState.Dead && row.UpdatedAt < dead))
            + await DeleteAsync(tables => tables.PostedCards.Where(row => row.PostedAt < cards))
            + await DeleteAsync(tables => tables.KnownPeople.Where(row => row.RememberedAt < people))
            + await DeleteAsync(tables =>
                tables.PersonalSettings.Where(row =>
                    row.AskedAt < settings || (row.LocationId == null && row.RoomId == null && row.AskedAt < answers)
                )
            )
            + await DeleteAsync(tables => tables.TicketActs.Where(row => row.StoredAt < acts));
        await database.WipeAsync(cancellationToken);
        return rows;

        Task<int> DeleteAsync<TRow>(Func<StorageContext, IQueryable<TRow>> old) =>
            database.WriteAsync((tables, token) => old(tables).ExecuteDeleteAsync(token), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Deleted {Rows} old rows")]
        public static partial void Done(ILogger logger, int rows);

        [LoggerMessage(2, LogLevel.Warning, "Could not delete old rows; the next run will try again")]
        public static partial void NotDone(ILogger logger, Exception exception);
    }
}
