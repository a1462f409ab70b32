using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace IiqBot.Benchmarks.Slack;

/// <summary>Sends commands to one of the endpoints, each when the one before it was answered; <see cref="MaxRequests"/> at a time.</summary>
internal sealed class SlackLoad(SignedCommands commands) : IDisposable
{
    public const int MaxRequests = 64;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null });

    /// <summary>What one endpoint did in one round.</summary>
    /// <param name="Rate">Acknowledgements with an answer in them, per second.</param>
    /// <param name="Processor">Processor time of the endpoint's process for each of them, in microseconds.</param>
    /// <param name="Bytes">The size of an answer.</param>
    /// <param name="Waits">How long each was waited for, in milliseconds.</param>
    internal sealed record Round(double Rate, double Processor, int Bytes, double[] Waits);

    /// <summary>Sends for a while, as fast as answers come.</summary>
    /// <exception cref="InvalidOperationException">An acknowledgement was not 200, or had no answer in it.</exception>
    public async Task<Round> RunAsync(ChildProcess endpoint, TimeSpan duration, CancellationToken cancellationToken)
    {
        var waits = new ConcurrentQueue<double>();
        var (processor, started) = (endpoint.ProcessorTime, Stopwatch.GetTimestamp());
        var bytes = 0;
        await Task.WhenAll(Enumerable.Range(0, MaxRequests).Select(_ => SendAsync()));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new Round(waits.Count / elapsed.TotalSeconds, (endpoint.ProcessorTime - processor).TotalMicroseconds / waits.Count, bytes, [.. waits]);

        async Task SendAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var sent = Stopwatch.GetTimestamp();
                using var request = commands.Next(endpoint.Url);
                using var answer = await _client.SendAsync(request, cancellationToken);
                bytes = await RequireAsync(answer, endpoint, cancellationToken);
                waits.Enqueue(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
    }

    /// <summary>Waits for a program to take connections, with a command as its first request.</summary>
    public async Task FirstAsync(ChildProcess endpoint, CancellationToken cancellationToken)
    {
        using var answer = await endpoint.FirstAnswerAsync(_client, () => commands.Next(endpoint.Url), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The answer was {(int)answer.StatusCode}.\n{endpoint.Output()}");
    }

    public void Dispose() => _client.Dispose();

    private static async Task<int> RequireAsync(HttpResponseMessage answer, ChildProcess endpoint, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK && body.Length > 0
            ? body.Length
            : throw new InvalidOperationException($"The acknowledgement was {(int)answer.StatusCode} with {body.Length} bytes.\n{endpoint.Output()}");
    }
}
