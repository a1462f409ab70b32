using System.Diagnostics;
using IiqBot.FakeSlack;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Benchmarks.Slack;

/// <summary>
/// Acknowledgements while every call to Incident IQ takes 20 s. Requests are sent when they are due, whether or not the ones before
/// were answered, and their waits count from then.
/// </summary>
internal static class SlowRun
{
    private const int PerSecond = 200;
    private const int Seconds = 60;
    private const double Target = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(20);

    private sealed record Sent(SlowRequest Request, BotAnswer Answer, double Milliseconds);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"\nIncident IQ takes {Slowness.TotalSeconds:0} s for each call: {PerSecond} requests a second for {Seconds} s.");
        await RunAsync("as delivered", [], cancellationToken);
        await RunAsync(
            "with lists that are old after a second, and the bot waits for its whole budget",
            [new("IncidentIq__AttemptTimeout", "00:00:30"), new("IncidentIq__LookupLifetime", "00:00:01")],
            cancellationToken
        );
    }

    private static async Task RunAsync(string title, KeyValuePair<string, string?>[] settings, CancellationToken cancellationToken)
    {
        await using var workspace = await Workspace.StartAsync(SlowMix.People, countOnly: false, cancellationToken);
        using var bot = ChildProcess.Start(
            "IiqBot.Web.dll",
            [],
            new Dictionary<string, string?>(workspace.Settings.Concat(settings), StringComparer.Ordinal)
        );
        workspace.Slack.Endpoints = SlackEndpoints.Below(bot.Url);
        using (var load = new SlackLoad(new SignedCommands(workspace)))
            await load.FirstAsync(bot, people: 0, cancellationToken);
        var requests = await SlowMix.MakeAsync(workspace, PerSecond * Seconds, cancellationToken);

        workspace.IncidentIq.Control.Add(new Fault(FaultKind.Slow) { Delay = Slowness });
        var processor = bot.ProcessorTime;
        var (sent, largest) = await SendAsync(requests, bot);
        var unanswered = await UnansweredAsync(sent, cancellationToken);

        var table = new Table(
            title,
            "sent",
            "acknowledged p50 ms",
            "p99",
            "max",
            "over 1 s",
            "refused or failed",
            "busy",
            "without an answer, or choices, in the end"
        );
        foreach (var kind in sent.GroupBy(s => s.Request.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Add(kind.Key, [.. kind]);
        Add("all", sent);
        table.Print();
        Console.WriteLine(
            $"Processor time {(bot.ProcessorTime - processor).TotalSeconds:0.0} s, largest working set {largest / Figures.Megabyte:0} MB."
        );
        foreach (
            var violation in workspace
                .Slack.TakeViolations()
                .GroupBy(v => v.Length > 160 ? v[..160] : v)
                .OrderByDescending(v => v.Count())
                .Take(5)
        )
            Console.WriteLine($"{violation.Count()} times against Slack's rules: {violation.Key}");

        void Add(string name, IReadOnlyList<Sent> of)
        {
            double[] waits = [.. of.Select(s => s.Milliseconds)];
            table.Add(
                name,
                $"{of.Count}",
                $"{Figures.Percentile(waits, 0.5):0}",
                $"{Figures.Percentile(waits, 0.99):0}",
                $"{waits.Max():0}",
                $"{waits.Count(w => w > Target)}",
                $"{of.Count(s => !s.Answer.IsAcknowledged)}",
                $"{of.Count(s => s.Answer.Body.Contains(SlowMix.BusyWords, StringComparison.Ordinal))}",
                $"{of.Count(unanswered.Contains)}"
            );
        }
    }

    private static async Task<(Sent[] Sent, long LargestWorkingSet)> SendAsync(IReadOnlyList<SlowRequest> requests, ChildProcess bot)
    {
        var sent = new Task<Sent>[requests.Count];
        var (started, largest) = (Stopwatch.GetTimestamp(), 0L);
        for (var i = 0; i < sent.Length; i++)
        {
            var due = started + i * Stopwatch.Frequency / PerSecond;
            while (Stopwatch.GetTimestamp() < due)
                await Task.Delay(1);
            var request = requests[i];
            sent[i] = Task.Run(async () =>
            {
                var answer = await request.Send();
                return new Sent(request, answer, Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            });
            if (i % PerSecond == 0)
                largest = Math.Max(largest, bot.WorkingSet);
        }

        return (await Task.WhenAll(sent), Math.Max(largest, bot.WorkingSet));
    }

    private static async Task<HashSet<Sent>> UnansweredAsync(IEnumerable<Sent> sent, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var waiting = sent.ToHashSet();
        while (
            waiting.RemoveWhere(s => s.Request.IsAnswered(s.Answer)) >= 0
            && waiting.Any(s => s.Request.MayComeLater)
            && Stopwatch.GetElapsedTime(started) < Patience
        )
            await Task.Delay(500, cancellationToken);
        return waiting;
    }
}
