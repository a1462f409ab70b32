using System.Diagnostics;
using IiqBot.FakeSlack;

namespace IiqBot.Benchmarks.Slack;

/// <summary>
/// Commands that ask Incident IQ, each with a <c>response_url</c> of its own. One is done with when its answer has come there, or in the
/// acknowledgement when it was at hand that soon.
/// </summary>
internal static class WorkingCommands
{
    private const int AtOnce = 16;
    private const int Count = 2_000;
    private const int FirstTicket = 39_000;
    private const int Tickets = 180;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Workspace workspace, ChildProcess bot, CancellationToken cancellationToken)
    {
        var slack = workspace.Slack;
        slack.Endpoints = SlackEndpoints.Below(bot.Url);
        var channel = slack.AddChannel("working", workspace.People);
        var table = new Table(
            "command",
            "answers/s",
            "processor µs per answer",
            "acknowledged p50/p99 ms",
            "in the acknowledgement",
            "at response_url",
            "Incident IQ calls each"
        );
        foreach (
            var (name, text) in ((string Name, Func<int, string> Text)[])
                [("/iiq my tickets", _ => "my tickets"), ("/iiq <number>", i => $"{FirstTicket + i % Tickets}")]
        )
        {
            await SendAsync(Count / 4, text);
            var (calls, processor, messages, started) = (
                workspace.IncidentIqCalls,
                bot.ProcessorTime,
                slack.ReceivedMessages,
                Stopwatch.GetTimestamp()
            );
            var answers = await SendAsync(Count, text);
            var elapsed = Stopwatch.GetElapsedTime(started);
            var atOnce = answers.Count(answer => answer.Body.Length > 0);
            double[] waits = [.. answers.Select(answer => answer.Elapsed.TotalMilliseconds)];
            table.Add(
                name,
                $"{Count / elapsed.TotalSeconds:0}",
                $"{(bot.ProcessorTime - processor).TotalMicroseconds / Count:0}",
                $"{Figures.Percentile(waits, 0.5):0.0}/{Figures.Percentile(waits, 0.99):0.0}",
                $"{atOnce}",
                $"{slack.ReceivedMessages - messages - atOnce}",
                $"{(double)(workspace.IncidentIqCalls - calls) / Count:0.0}"
            );
        }

        slack.AssertClean();
        Console.WriteLine(
            $"Commands that ask Incident IQ: {Count} each, {AtOnce} at once; Incident IQ answers as fast as this machine lets it."
        );
        table.Print();

        async Task<BotAnswer[]> SendAsync(int count, Func<int, string> text)
        {
            var (answers, next, expected) = (new BotAnswer[count], -1, slack.ReceivedMessages + count);
            await Task.WhenAll(
                Enumerable
                    .Range(0, AtOnce)
                    .Select(async _ =>
                    {
                        while (Interlocked.Increment(ref next) is var i && i < count)
                            answers[i] = await slack
                                .As(workspace.People[i % workspace.People.Length])
                                .CommandAsync(channel, "/iiq", text(i), cancellationToken);
                    })
            );
            await slack.WaitUntilAsync(() => slack.ReceivedMessages >= expected, "answer to every command", Patience, cancellationToken);
            return answers;
        }
    }
}
