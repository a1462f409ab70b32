using IiqBot.IncidentIq;

namespace IiqBot.Core.Durability;

/// <summary>
/// Whether Incident IQ is unreachable, judged by the last attempts of this process. During an outage, the bot saves requests that can wait
/// at once, and only one waiting request at a time tests whether Incident IQ is back.
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

    /// <summary>Records that an attempt could not reach it.</summary>
    public void Failed()
    {
        lock (_gate)
            _nextTry = time.GetUtcNow() + Pause(FirstPause, LongestPause, ++_failures);
    }

    /// <summary>Records that it answered.</summary>
    public void Answered()
    {
        lock (_gate)
            (_failures, _nextTry) = (0, DateTimeOffset.MinValue);
    }

    /// <summary>Whether a failure comes from Incident IQ or the network and will pass, and does not come from the request.</summary>
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
    /// Whether a failure means that nobody can reach it. A plain 500 does not: this one request may cause it, and the other requests must
    /// not wait for that.
    /// </summary>
    public static bool IsForEverybody(Exception exception) =>
        IsBehind(exception) && exception is not IncidentIqException { StatusCode: 500 };

    /// <summary>Whether to save a request that fails like this: nothing is wrong with it, and a later attempt may help.</summary>
    public static bool MayPass(Exception exception) => exception is UnconfirmedException or FilingMovedOnException || IsBehind(exception);

    /// <summary>
    /// A pause that doubles with each failure up to a maximum. It varies at random by up to a quarter, so that replicas do not retry in
    /// step.
    /// </summary>
    /// <param name="first">The pause after the first failure.</param>
    /// <param name="longest">The longest pause.</param>
    /// <param name="failures">The number of failures.</param>
    public static TimeSpan Pause(TimeSpan first, TimeSpan longest, int failures)
    {
        var pause = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)));
        return TimeSpan.FromSeconds(pause * (0.75 + Random.Shared.NextDouble() / 2));
    }
}
