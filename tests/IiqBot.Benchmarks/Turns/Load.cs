using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using IiqBot.FakeConnector;

namespace IiqBot.Benchmarks.Turns;

/// <summary>
/// Sends messages to one of the two endpoints. A message is done with when its reply has reached the connector, not when it
/// was acknowledged; never more than <see cref="MaxTurns"/> are under way.
/// </summary>
internal sealed class Load(FakeTeams teams, Messages messages) : IDisposable
{
    public const int MaxTurns = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        }
    );

    /// <summary>What one endpoint did in one round.</summary>
    /// <param name="Rate">Replies that the connector received, per second.</param>
    /// <param name="Processor">Processor time of the endpoint's process for each of them, in microseconds.</param>
    /// <param name="Extra">What the connector received beside replies: signs that the bot is typing, after a second.</param>
    /// <param name="Acknowledged">How long each message waited for its 200, in milliseconds.</param>
    internal sealed record Round(double Rate, double Processor, long Extra, double[] Acknowledged);

    /// <summary>Sends for a while, as fast as replies come.</summary>
    public async Task<Round> RunAsync(ChildProcess endpoint, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var free = new SemaphoreSlim(MaxTurns);
        var waits = new ConcurrentQueue<double>();
        var (before, processor, started) = (teams.ReceivedActivities, endpoint.ProcessorTime, Stopwatch.GetTimestamp());
        var sent = 0L;
        var isOver = false;

        Task[] tasks = [FreeAsync(), .. Enumerable.Range(0, MaxTurns).Select(_ => SendAsync())];
        await foreach (var ended in Task.WhenEach(tasks))
            await ended; // the first failure ends the run
        await ReceivedAsync(before + sent, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        teams.AssertClean();
        return new Round(
            sent / elapsed.TotalSeconds,
            (endpoint.ProcessorTime - processor).TotalMicroseconds / sent,
            teams.ReceivedActivities - before - sent,
            [.. waits]
        );

        async Task SendAsync()
        {
            while (true)
            {
                await free.WaitAsync(cancellationToken);
                if (Volatile.Read(ref isOver))
                    return;
                Interlocked.Increment(ref sent);
                waits.Enqueue(await AcknowledgedAsync(endpoint, cancellationToken));
            }
        }

        async Task FreeAsync()
        {
            var received = before;
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                await ReceivedAsync(received + 1, cancellationToken);
                var now = teams.ReceivedActivities;
                free.Release((int)(now - received));
                received = now;
            }
            Volatile.Write(ref isOver, true);
            free.Release(MaxTurns);
        }
    }

    /// <summary>One message after another, each when the one before was replied to: the time to each reply, in milliseconds.</summary>
    public async Task<double[]> OneByOneAsync(ChildProcess endpoint, int count, CancellationToken cancellationToken)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var replied = ReceivedAsync(teams.ReceivedActivities + 1, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var acknowledged = AcknowledgedAsync(endpoint, cancellationToken);
            await replied;
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await acknowledged;
        }
        return times;
    }

    /// <summary>Waits for a program to take connections, with a message as its first request.</summary>
    public async Task FirstAsync(ChildProcess endpoint, CancellationToken cancellationToken)
    {
        var before = teams.ReceivedActivities;
        using var answer = await endpoint.FirstAnswerAsync(_client, () => messages.Next(endpoint.Messages), cancellationToken);
        Require(answer, endpoint);
        await ReceivedAsync(before + 1, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task<double> AcknowledgedAsync(ChildProcess endpoint, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = messages.Next(endpoint.Messages);
        using var answer = await _client.SendAsync(request, cancellationToken);
        Require(answer, endpoint);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Waits for this many replies in all. A wait may end early, when a reply comes just as the number is set.</summary>
    private async Task ReceivedAsync(long count, CancellationToken cancellationToken)
    {
        while (teams.ReceivedActivities < count)
            await teams.WaitForActivitiesAsync(count, Patience, cancellationToken);
    }

    private static void Require(HttpResponseMessage answer, ChildProcess endpoint)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"The answer was {(int)answer.StatusCode}.\n{endpoint.Output()}");
    }
}
