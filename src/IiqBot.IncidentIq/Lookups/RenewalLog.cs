using Microsoft.Extensions.Logging;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Says that lists cannot be renewed: once for each cause, until it is over. Names the list and the cause, nothing that is in either.
/// </summary>
internal sealed partial class RenewalLog(ILogger<RenewalLog> logger, TimeProvider time)
{
    /// <summary>
    /// How long a failure counts: a list that nobody uses any more is not renewed, and never tells that its trouble is over.
    /// </summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Trouble> _troubles = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Notes that a list could not be renewed, so that the old one goes on being used.</summary>
    public void Failed(string list, Exception exception)
    {
        var cause = (exception as IncidentIqException)?.Failure.ToString() ?? exception.GetType().Name;
        bool isKnown;
        lock (_gate)
        {
            ForgetOld();
            isKnown = _troubles.Values.Any(trouble => trouble.Cause == cause);
            _troubles[list] = new(cause, time.GetUtcNow());
        }

        if (!isKnown)
            Log.Failed(logger, list, cause);
    }

    /// <summary>Notes that a list, or anything else that is kept, was loaded.</summary>
    public void Loaded(string list)
    {
        bool isOver;
        lock (_gate)
        {
            if (_troubles.Count == 0)
                return;
            ForgetOld();
            _troubles.Remove(list);
            isOver = _troubles.Count == 0;
        }

        if (isOver)
            Log.Over(logger);
    }

    private void ForgetOld()
    {
        var now = time.GetUtcNow();
        foreach (var (list, trouble) in _troubles)
        {
            if (now - trouble.At >= Memory)
                _troubles.Remove(list);
        }
    }

    /// <summary>Why a list could not be renewed, and when it last could not.</summary>
    private sealed record Trouble(string Cause, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Could not renew list {List} ({Cause}); the bot uses the previous list and retries. It logs no other list with the same cause"
        )]
        public static partial void Failed(ILogger logger, string list, string cause);

        [LoggerMessage(2, LogLevel.Information, "The bot can renew all lists again")]
        public static partial void Over(ILogger logger);
    }
}
