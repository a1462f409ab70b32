using System.Diagnostics;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>Waits for other processes where nothing signals that they are done.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats the question until the answer is yes.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="TimeoutException">The time is over; the message ends with the text of <paramref name="otherwise"/>.</exception>
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
