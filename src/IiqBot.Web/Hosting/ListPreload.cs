using IiqBot.Core.Durability;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Loads the lists that forms and cards need before anybody asks, and uses them now and then so that they stay fresh: a form opens from
/// memory, however slow Incident IQ is. What is not there yet is loaded one list after another, so that people's requests come first; what
/// is there
/// is renewed behind its use, all lists together. Rooms are left to who needs them.
/// </summary>
internal sealed partial class ListPreload(
    ILookups lookups,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ListPreload> logger
) : BackgroundService
{
    /// <summary>After the first requests, and before what starting needed is given back (<see cref="ServiceCommand"/>).</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>Not shorter than lists are fresh by default.</summary>
    internal static readonly TimeSpan Calm = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestInOutage = TimeSpan.FromMinutes(1);

    // In the order in which most people need them.
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

    /// <summary>Asks for all lists, or up to the first that shows that Incident IQ is out of reach.</summary>
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
                // Whatever it is must not stop the host; whoever needs the list is told for themselves.
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
