namespace IiqBot.IncidentIq;

/// <summary>
/// When the answer to the current request is due. Calls made on its behalf end by then with
/// <see cref="IncidentIqFailure.TimedOut"/>, and a <c>RetryAfter</c> beyond it is not waited for. Optional: without one the caller's
/// cancellation token alone ends a call. Flows with the asynchronous call.
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

    /// <summary>Gives what this asynchronous flow does from now on this much time, until it is disposed.</summary>
    public static CallDeadline In(TimeSpan budget, TimeProvider time) => new(time, time.GetUtcNow() + budget);

    /// <summary>
    /// For work that nobody waits for, until it is disposed: no deadline, and an attempt may take a minute whatever
    /// <see cref="IncidentIqOptions.AttemptTimeout"/> says, so that it succeeds also while Incident IQ is too slow for people.
    /// </summary>
    public static CallDeadline Unhurried() => new(null, default);

    /// <summary>The time left; zero or less when it has passed, null when there is no deadline.</summary>
    internal static TimeSpan? Remaining => Ambient.Value is { _time: { } time } deadline ? deadline._due - time.GetUtcNow() : null;

    /// <summary>Whether nobody waits.</summary>
    internal static bool IsUnhurried => Ambient.Value is { _time: null };

    /// <summary>Lifts the deadline.</summary>
    public void Dispose() => Ambient.Value = _outer;
}
