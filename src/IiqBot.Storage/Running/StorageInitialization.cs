using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace IiqBot.Storage.Running;

/// <summary>
/// Claims the SQLite file when the service starts, and beside the start brings the tables up to date and sets the clock's jobs
/// going. While that fails, it is tried again: the service runs, and says what is wrong.
/// </summary>
internal sealed partial class StorageInitialization(
    StorageDatabase database,
    StorageReadiness readiness,
    IServiceProvider services,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<StorageInitialization> logger
) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private IScheduler? _started;

    /// <inheritdoc />
    /// <exception cref="StorageInUseException">Another process uses the SQLite file.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetService<SqliteFile>()?.Claim();
        await base.StartAsync(cancellationToken);

        // Whoever starts next reads keys out of the database.
        if (options.Value.KeyCertificatePath is not null)
            await readiness.WhenTriedAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_started is not null)
            await _started.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        for (var failures = 1; !await TryInitializeAsync(stoppingToken); failures++)
        {
            // Once for each cause: a long outage is not to fill the log.
            if (readiness.Fault is { } fault && fault.Message != said)
                Log.Unavailable(logger, said = fault.Message, fault.InnerException);
            await Task.Delay(Outage.Pause(FirstPause, LongestPause, failures), time, stoppingToken);
        }

        Log.Ready(logger, options.Value.Provider);
        await StartSchedulesAsync(stoppingToken);
    }

    private async Task<bool> TryInitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.InitializeAsync(cancellationToken);
            readiness.Settle(null);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Also what nobody thought of: whoever waits for the storage must be told, and it is said in the log.
            readiness.Settle(StorageFaults.Translate(exception) ?? new(Texts.NotSetUp, exception));
            return false;
        }
    }

    private async Task StartSchedulesAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
                await FollowSettingsAsync(scheduler, cancellationToken);

                // Never interrupted: what is started by half cannot be shut down.
                await scheduler.Start(CancellationToken.None);
                _started = scheduler;
                return;
            }
            catch (SchedulerException exception)
            {
                Log.NoSchedules(logger, exception);
                await Task.Delay(Outage.Pause(FirstPause, LongestPause, failures), time, cancellationToken);
            }
        }
    }

    // What replicas share still has the schedule of the settings with which it was made.
    private async Task FollowSettingsAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var wanted = options.Value.CleanUpSchedule;
        if (
            await scheduler.GetTrigger(CleanUp.Trigger, cancellationToken) is ICronTrigger trigger
            && trigger.CronExpressionString != wanted
        )
            await scheduler.RescheduleJob(
                CleanUp.Trigger,
                trigger.GetTriggerBuilder().WithCronSchedule(CleanUp.At(wanted)).Build(),
                cancellationToken
            );
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The storage is ready: {Provider}")]
        public static partial void Ready(ILogger logger, StorageProvider provider);

        [LoggerMessage(
            2,
            LogLevel.Error,
            "{Fault} The bot refuses requests that change something until storage works, and retries by itself."
        )]
        public static partial void Unavailable(ILogger logger, string fault, Exception? exception);

        [LoggerMessage(3, LogLevel.Error, "Could not start the schedules; the bot will try again")]
        public static partial void NoSchedules(ILogger logger, Exception exception);
    }
}
