using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Tests.Time;

/// <summary>
/// Lets a test's clock pass while the whole process waits, and stand still while any of it works. What the code allows itself, such as
/// three seconds for an answer, is then never used up by a busy machine, only by waiting.
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

    /// <summary>Lets a clock pass until this is disposed.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="step">How far it goes at a time; 50 ms by default.</param>
    public static PassingTime On(FakeTimeProvider clock, TimeSpan? step = null) => new(clock, step ?? Usual);

    /// <summary>Lets a clock pass until something has happened.</summary>
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

    // Does not wait for the thread: whoever is woken by a step may be the one who disposes.
    public void Dispose() => _isOver = true;

    private void Pass()
    {
        using var advanced = new AutoResetEvent(false);
        while (!_isOver)
        {
            if (!Stillness.Comes()) continue;

            // On a thread of the pool, so that others see that this is work.
            ThreadPool.UnsafeQueueUserWorkItem(_ => Advance(advanced), null);
            advanced.WaitOne();
        }
    }

    private void Advance(AutoResetEvent advanced)
    {
        try
        {
            if (!_isOver) _clock.Advance(_step);
        }
        finally
        {
            advanced.Set();
        }
    }
}

/// <summary>Tells from the thread pool, on which everything asynchronous runs, whether this process only waits.</summary>
internal static class Stillness
{
    // What is on its way through a socket is no work of the pool for a moment, so one look is not enough.
    private const int Looks = 4;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);
    private static readonly Lock Gate = new();
    private static long _since = Stopwatch.GetTimestamp();
    private static int _leastBefore;
    private static int _least = int.MaxValue;

    /// <summary>Looks a few times; whether nothing was at work at any of them.</summary>
    public static bool Comes()
    {
        var done = ThreadPool.CompletedWorkItemCount;
        for (var look = 0; look < Looks; look++)
        {
            var isAtWork = IsAtWork() || ThreadPool.CompletedWorkItemCount != done;
            Thread.Sleep(BetweenLooks);
            if (isAtWork) return false;
        }

        return !IsAtWork();
    }

    // A thread that is busy all the time is none that works, but one that somebody keeps waiting.
    private static bool IsAtWork()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var busy = most - free;
        lock (Gate)
        {
            if (Stopwatch.GetElapsedTime(_since) > Memory) (_leastBefore, _least, _since) = (_least, int.MaxValue, Stopwatch.GetTimestamp());
            _least = Math.Min(_least, busy);
            return ThreadPool.PendingWorkItemCount > 0 || busy > Math.Min(_least, _leastBefore);
        }
    }
}
