using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Tests.Time;

/// <summary>
/// Moves a test's clock while the whole process waits, and stops it while any part works. So a busy machine never uses up a time limit of
/// the code, such as three seconds for an answer; only waiting does.
/// </summary>
internal sealed class PassingTime : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(50);
    private readonly FakeTimeProvider _clock;
    private readonly TimeSpan _step;
    private volatile bool _isOver;

    private PassingTime(FakeTimeProvider clock, TimeSpan step)
    {
        (_clock, _step) = (clock, step);
        new Thread(Pass) { IsBackground = true, Name = "Test time" }.Start();
    }

    /// <summary>Moves a clock until this is disposed.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="step">How far it moves at a time; 50 ms by default.</param>
    public static PassingTime On(FakeTimeProvider clock, TimeSpan? step = null) => new(clock, step ?? Usual);

    /// <summary>Moves a clock until a task completes.</summary>
    public static async Task<T> UntilAsync<T>(FakeTimeProvider clock, Task<T> happens, TimeSpan? step = null)
    {
        using var passing = On(clock, step);
        return await happens;
    }

    /// <inheritdoc cref="UntilAsync{T}"/>
    public static async Task UntilAsync(FakeTimeProvider clock, Task happens)
    {
        using var passing = On(clock);
        await happens;
    }

    // Does not wait for the thread, because the code that a step wakes may be the one that disposes.
    public void Dispose() => _isOver = true;

    private void Pass()
    {
        using var advanced = new AutoResetEvent(false);
        while (!_isOver)
        {
            if (!Stillness.Comes())
                continue;

            // On a thread of the pool, so that others see it as work.
            ThreadPool.UnsafeQueueUserWorkItem(_ => Advance(advanced), null);
            advanced.WaitOne();
        }
    }

    private void Advance(AutoResetEvent advanced)
    {
        try
        {
            if (!_isOver)
                _clock.Advance(_step);
        }
        finally
        {
            advanced.Set();
        }
    }
}

/// <summary>Finds out from the thread pool, which runs everything asynchronous, whether this process only waits.</summary>
internal static class Stillness
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);
    private static readonly Lock Gate = new();
    private static long _since = Stopwatch.GetTimestamp();
    private static int _leastBefore;
    private static int _least = int.MaxValue;

    /// <summary>Waits a moment; returns whether nothing worked in it and nothing was under way through a socket.</summary>
    public static bool Comes()
    {
        lock (Gate)
        {
            if (IsAtWork())
            {
                Thread.Sleep(Moment);
                return false;
            }

            var done = ThreadPool.CompletedWorkItemCount;
            Echo.Await();
            Thread.Sleep(Moment);
            return !IsAtWork() && ThreadPool.CompletedWorkItemCount - done <= Echo.WorkItems;
        }
    }

    // A thread that is busy all the time is blocked, not working.
    private static bool IsAtWork()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var busy = most - free;
        if (Stopwatch.GetElapsedTime(_since) > Memory)
            (_leastBefore, _least, _since) = (_least, int.MaxValue, Stopwatch.GetTimestamp());
        _least = Math.Min(_least, busy);
        return ThreadPool.PendingWorkItemCount > 0 || busy > Math.Min(_least, _leastBefore);
    }
}
