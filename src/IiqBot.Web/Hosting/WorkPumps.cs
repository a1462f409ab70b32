using IiqBot.Core.Durability;
using IiqBot.Core.Later;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Runs due requests from the inbox and due deliveries from the outbox until the host stops. Then it starts nothing new, gives work in
/// progress a while to finish, and hands back the rest.
/// </summary>
internal sealed partial class WorkPumps(WorkPump work, OutboxPump outbox, TimeProvider time, ILogger<WorkPumps> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Shorter than the host's shutdown timeout (30 s by default), so that there is time left to hand back.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var underWay = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = stoppingToken.Register(() => underWay.CancelAfter(Grace));
        await Task.WhenAll(
            RunAsync(nameof(work), work.PumpAsync, underWay.Token, stoppingToken),
            RunAsync(nameof(outbox), outbox.PumpAsync, underWay.Token, stoppingToken)
        );
    }

    private async Task RunAsync(
        string name,
        Func<CancellationToken, Task<int>> pump,
        CancellationToken underWay,
        CancellationToken stopping
    )
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var pause = Idle;
            try
            {
                if (await pump(underWay) > 0)
                    pause = TimeSpan.Zero;
                if (failures > 0)
                    Log.Works(logger, name);
                failures = 0;
            }
            catch (OperationCanceledException) when (underWay.IsCancellationRequested)
            {
                return; // handed back
            }
            catch (Exception exception)
            {
                // A failure in one round must not end the later ones. Logged once, until it works again.
                if (failures++ == 0)
                    Log.Fails(logger, name, exception);
                pause = Outage.Pause(Idle, LongestPause, failures);
            }

            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The {Pump} pump failed; the bot keeps retrying with growing pauses")]
        public static partial void Fails(ILogger logger, string pump, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The {Pump} pump works again")]
        public static partial void Works(ILogger logger, string pump);
    }
}
