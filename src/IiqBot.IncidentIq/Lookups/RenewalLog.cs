using Microsoft.Extensions.Logging;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Logs that lists cannot be refreshed, once for each cause until the problem is over. Logs the list's name and the cause, but no
/// content.
/// </summary>
internal sealed partial class RenewalLog(ILogger<RenewalLog> logger, TimeProvider time)
{
    /// <summary>
    /// How long a failure is remembered. A list that nobody uses any more is not refreshed, so it never reports that its problem is
    /// over.
    /// </summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Trouble> _troubles = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Records that a list could not be refreshed, so that the old one stays in use.</summary>
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

    /// <summary>Records that a list, or another cached answer, was loaded.</summary>
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

    /// <summary>Why a list could not be refreshed, and when the last attempt failed.</summary>
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
