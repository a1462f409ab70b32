using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace IiqBot.Benchmarks.Slack;

/// <summary>
/// Sends commands to one of the endpoints, each when the one before it was answered; <see cref="MaxRequests"/> at a time.
/// </summary>
internal sealed class SlackLoad(SignedCommands commands) : IDisposable
{
    public const int MaxRequests = 64;

    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        }
    );

    /// <summary>What one endpoint did in one round.</summary>
    /// <param name="Rate">Acknowledgements with an answer in them, per second.</param>
    /// <param name="Processor">Processor time of the endpoint's process for each of them, in microseconds.</param>
    /// <param name="Bytes">The size of an answer.</param>
    /// <param name="Late">Acknowledgements without an answer, which comes later at the response URL and does not count.</param>
    /// <param name="Waits">How long each was waited for, in milliseconds.</param>
    internal sealed record Round(double Rate, double Processor, int Bytes, int Late, double[] Waits);

    /// <summary>Sends for a while, as fast as answers come.</summary>
    /// <exception cref="InvalidOperationException">An acknowledgement was not 200.</exception>
    public async Task<Round> RunAsync(ChildProcess endpoint, TimeSpan duration, CancellationToken cancellationToken)
    {
        var waits = new ConcurrentQueue<double>();
        var (processor, started) = (endpoint.ProcessorTime, Stopwatch.GetTimestamp());
        var (bytes, late) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, MaxRequests).Select(_ => SendAsync()));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new Round(
            waits.Count / elapsed.TotalSeconds,
            (endpoint.ProcessorTime - processor).TotalMicroseconds / waits.Count,
            bytes,
            late,
            [.. waits]
        );

        async Task SendAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var sent = Stopwatch.GetTimestamp();
                using var request = commands.Next(endpoint.Url);
                using var answer = await _client.SendAsync(request, cancellationToken);
                var length = await RequireAsync(answer, endpoint, cancellationToken);
                if (length == 0)
                    Interlocked.Increment(ref late);
                if (length == 0)
                    continue;
                bytes = length;
                waits.Enqueue(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
    }

    /// <summary>
    /// Waits for a program to take connections, with a command as its first request; then sends everybody's, until each is answered at
    /// once: from then on everybody is known.
    /// </summary>
    public async Task FirstAsync(ChildProcess endpoint, int people, CancellationToken cancellationToken)
    {
        using (var first = await endpoint.FirstAnswerAsync(_client, () => commands.Next(endpoint.Url), cancellationToken))
            await RequireAsync(first, endpoint, cancellationToken);
        var known = 0;
        while (known < people)
        {
            using var request = commands.Next(endpoint.Url);
            using var answer = await _client.SendAsync(request, cancellationToken);
            known = await RequireAsync(answer, endpoint, cancellationToken) > 0 ? known + 1 : 0;
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<int> RequireAsync(HttpResponseMessage answer, ChildProcess endpoint, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            ? body.Length
            : throw new InvalidOperationException($"The acknowledgement was {(int)answer.StatusCode}.\n{endpoint.Output()}");
    }
}
