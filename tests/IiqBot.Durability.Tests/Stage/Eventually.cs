using System.Diagnostics;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>Waits for what other processes do where nothing tells that it is done.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="TimeoutException">The time is over; the message ends with what <paramref name="otherwise"/> says.</exception>
    public static async Task<TimeSpan> BecomesTrueAsync(Func<Task<bool>> question, TimeSpan most, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await question())
        {
            if (Stopwatch.GetElapsedTime(started) > most)
                throw new TimeoutException($"Not within {most}: {otherwise()}");
            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
