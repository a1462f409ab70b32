using Microsoft.Extensions.Logging;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>Says that lists cannot be renewed: once for each cause, until it is over. Names the list and the cause, nothing that is in either.</summary>
internal sealed partial class RenewalLog(ILogger<RenewalLog> logger)
{
    private readonly Dictionary<string, string> _causes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Notes that a list could not be renewed, so that the old one goes on being used.</summary>
    public void Failed(string list, Exception exception)
    {
        var cause = (exception as IncidentIqException)?.Failure.ToString() ?? exception.GetType().Name;
        bool isKnown;
        lock (_gate)
        {
            isKnown = _causes.ContainsValue(cause);
            _causes[list] = cause;
        }

        if (!isKnown) Log.Failed(logger, list, cause);
    }

    /// <summary>Notes that a list was renewed.</summary>
    public void Renewed(string list)
    {
        bool isOver;
        lock (_gate) isOver = _causes.Remove(list) && _causes.Count == 0;
        if (isOver) Log.Over(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The list {List} cannot be renewed ({Cause}); the last one is used, and it is tried again. Others with that cause are not named")]
        public static partial void Failed(ILogger logger, string list, string cause);

        [LoggerMessage(2, LogLevel.Information, "All lists are renewed again")]
        public static partial void Over(ILogger logger);
    }
}
