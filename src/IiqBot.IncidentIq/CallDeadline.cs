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
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _due;

    private CallDeadline(TimeSpan budget, TimeProvider time)
    {
        _time = time;
        _due = time.GetUtcNow() + budget;
        Ambient.Value = this;
    }

    /// <summary>Gives what this asynchronous flow does from now on this much time, until it is disposed.</summary>
    public static CallDeadline In(TimeSpan budget, TimeProvider time) => new(budget, time);

    /// <summary>The time left; zero or less when it has passed, null when there is no deadline.</summary>
    internal static TimeSpan? Remaining => Ambient.Value is { } deadline ? deadline._due - deadline._time.GetUtcNow() : null;

    /// <summary>Lifts the deadline.</summary>
    public void Dispose() => Ambient.Value = _outer;
}
