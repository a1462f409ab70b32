using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace IiqBot.Storage.Running;

/// <summary>
/// Claims the SQLite file at startup, then migrates the tables and starts the scheduled jobs in the background. It retries on failure;
/// meanwhile the service runs and reports the fault.
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

        // The next hosted services read keys from the database.
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
            // Log once for each cause, so that a long outage does not fill the log.
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
            // Unexpected failures count too: everyone waiting for the storage must get an answer, and the log must say why.
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

                // Never cancel this: a half-started scheduler cannot be shut down.
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

    // The shared database still has the schedule from the settings at the time of its creation.
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
