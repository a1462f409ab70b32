using IiqBot.Core.Durability;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Loads the lists that forms and cards need before anybody asks, and reads them now and then to keep them fresh, so that forms open from
/// memory however slow Incident IQ is. It loads missing lists one after another, so that people's requests come first. The cache refreshes
/// existing lists in the background, all together. Rooms are loaded on demand only.
/// </summary>
internal sealed partial class ListPreload(
    ILookups lookups,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ListPreload> logger
) : BackgroundService
{
    /// <summary>
    /// After the first requests, and before the service releases the memory that only the startup needed (<see cref="ServiceCommand"/>).
    /// </summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>At least as long as lists stay fresh by default.</summary>
    internal static readonly TimeSpan Calm = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestInOutage = TimeSpan.FromMinutes(1);

    // In the order of how many people need them.
    private readonly Func<CancellationToken, Task>[] _lists =
    [
        lookups.IssuesAsync,
        lookups.LocationsAsync,
        lookups.SiteAsync,
        lookups.PrioritiesAsync,
        lookups.StepsAsync,
        lookups.AgentsAsync,
        lookups.TeamsAsync,
        lookups.CloseReasonsAsync,
    ];

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var (pause, failures) = (Settling, 0);
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            var outcome = await RoundAsync(stoppingToken);
            failures = outcome == Outcome.Whole ? 0 : failures + 1;
            if (failures == 0)
                _said.Clear();
            pause = failures == 0 ? Calm : Outage.Pause(FirstPause, outcome == Outcome.OutOfReach ? LongestInOutage : Calm, failures);
        }
    }

    /// <summary>Reads all lists, or stops at the first one that shows that Incident IQ is unreachable.</summary>
    private async Task<Outcome> RoundAsync(CancellationToken cancellationToken)
    {
        var outcome = Outcome.Whole;
        foreach (var list in _lists)
        {
            try
            {
                using var unhurried = CallDeadline.Unhurried();
                await list(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // No failure here may stop the host. A request that needs the list reports the failure itself.
                var cause = (exception as IncidentIqException)?.Failure.ToString() ?? exception.GetType().Name;
                if (_said.Add(cause))
                    Log.NotLoaded(logger, cause);
                if (
                    exception is IncidentIqException
                    {
                        Failure: IncidentIqFailure.Unreachable
                            or IncidentIqFailure.TimedOut
                            or IncidentIqFailure.RateLimited
                            or IncidentIqFailure.TokenRefused
                    }
                )
                    return Outcome.OutOfReach;
                outcome = Outcome.Partial;
            }
        }

        return outcome;
    }

    private enum Outcome
    {
        Whole,
        Partial,
        OutOfReach,
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not load the lists for forms in advance ({Cause}); the bot will try again")]
        public static partial void NotLoaded(ILogger logger, string cause);
    }
}
