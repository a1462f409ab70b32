using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.IncidentIq.Tests.Scripted;

/// <summary>
/// Pauses between attempts pass at once and are recorded. The timeout of an attempt (40 seconds in tests) passes when the test says so.
/// </summary>
internal sealed class HurriedTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(40);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Long)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
