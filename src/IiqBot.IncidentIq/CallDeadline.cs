namespace IiqBot.IncidentIq;

/// <summary>
/// The time by which the current request needs its answer. Calls made for that request end by then with
/// <see cref="IncidentIqFailure.TimedOut"/>, and do not wait for a <c>RetryAfter</c> beyond it. Optional: without a deadline, only
/// the caller's cancellation token ends a call. It flows with the asynchronous call.
/// </summary>
public sealed class CallDeadline : IDisposable
{
    private static readonly AsyncLocal<CallDeadline?> Ambient = new();
    private readonly CallDeadline? _outer = Ambient.Value;
    private readonly TimeProvider? _time;
    private readonly DateTimeOffset _due;

    private CallDeadline(TimeProvider? time, DateTimeOffset due)
    {
        _time = time;
        _due = due;
        Ambient.Value = this;
    }

    /// <summary>Sets a deadline for the rest of this asynchronous flow, until disposed.</summary>
    public static CallDeadline In(TimeSpan budget, TimeProvider time) => new(time, time.GetUtcNow() + budget);

    /// <summary>
    /// Marks work that nobody waits for, until disposed. It has no deadline, and each attempt may take a minute, whatever
    /// <see cref="IncidentIqOptions.AttemptTimeout"/> says. So it also succeeds when Incident IQ is too slow for people.
    /// </summary>
    public static CallDeadline Unhurried() => new(null, default);

    /// <summary>The time left; zero or negative once the deadline has passed, null if there is none.</summary>
    internal static TimeSpan? Remaining => Ambient.Value is { _time: { } time } deadline ? deadline._due - time.GetUtcNow() : null;

    /// <summary>Whether nobody waits for the current work.</summary>
    internal static bool IsUnhurried => Ambient.Value is { _time: null };

    /// <summary>Removes the deadline.</summary>
    public void Dispose() => Ambient.Value = _outer;
}
