using IiqBot.IncidentIq;

namespace IiqBot.Core.Durability;

/// <summary>
/// Whether Incident IQ cannot be reached just now, as the last attempts of this process went. While it cannot, what can wait is
/// kept at once, and only one waiting request at a time tries whether it is back.
/// </summary>
public sealed class Outage(TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset _nextTry;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsOn
    {
        get
        {
            lock (_gate)
                return _failures > 0;
        }
    }

    /// <summary>Whether it is time to try again.</summary>
    public bool MayTry
    {
        get
        {
            lock (_gate)
                return time.GetUtcNow() >= _nextTry;
        }
    }

    /// <summary>Notes that an attempt found it out of reach.</summary>
    public void Failed()
    {
        lock (_gate)
            _nextTry = time.GetUtcNow() + Pause(FirstPause, LongestPause, ++_failures);
    }

    /// <summary>Notes that it answered.</summary>
    public void Answered()
    {
        lock (_gate)
            (_failures, _nextTry) = (0, DateTimeOffset.MinValue);
    }

    /// <summary>Whether a failure is one of Incident IQ's or the way to it, which passes, and not one of what was asked.</summary>
    public static bool IsBehind(Exception exception) =>
        exception is OperationCanceledException || (exception is IncidentIqException failed && IsBehind(failed.Failure));

    private static bool IsBehind(IncidentIqFailure failure) =>
        failure
            is IncidentIqFailure.Unreachable
                or IncidentIqFailure.TimedOut
                or IncidentIqFailure.RateLimited
                or IncidentIqFailure.ServerFailed
                or IncidentIqFailure.NotUnderstood
                or IncidentIqFailure.TokenRefused;

    /// <summary>
    /// Whether a failure says that nobody can reach it. A plain 500 is no such: it may be what this one request does to the server,
    /// and the others are not to wait for that.
    /// </summary>
    public static bool IsForEverybody(Exception exception) =>
        IsBehind(exception) && exception is not IncidentIqException { StatusCode: 500 };

    /// <summary>Whether a request that fails like this is kept: nothing is wrong with it, and trying again later may help.</summary>
    public static bool MayPass(Exception exception) => exception is UnconfirmedException or FilingMovedOnException || IsBehind(exception);

    /// <summary>
    /// A pause that doubles with each failure up to a longest one, a quarter more or less by chance so that replicas do not march in step.
    /// </summary>
    /// <param name="first">After the first failure.</param>
    /// <param name="longest">The longest.</param>
    /// <param name="failures">How many there were.</param>
    public static TimeSpan Pause(TimeSpan first, TimeSpan longest, int failures)
    {
        var pause = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)));
        return TimeSpan.FromSeconds(pause * (0.75 + Random.Shared.NextDouble() / 2));
    }
}
