namespace IiqBot.Benchmarks.Slack;

/// <summary>
/// The acknowledgement of a signed "/iiq help", with its answer in it: the bot against <see cref="BareSlackEndpoint"/> and against
/// @slack/bolt, each in a process of its own, in turns. Then commands that need Incident IQ, counted when they are answered.
/// </summary>
internal static class SlackRun
{
    private const int Rounds = 15;
    private const int WarmUps = 6;
    private const int People = 90;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private sealed record Endpoint(string Name, ChildProcess Process)
    {
        public List<SlackLoad.Round> Rounds { get; } = [];
    }

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var workspace = await Workspace.StartAsync(People, countOnly: true, cancellationToken);
        using var bot = ChildProcess.Start("IiqBot.Web.dll", [], workspace.Settings);
        using var bare = ChildProcess.Start("IiqBot.Benchmarks.dll", [BareSlackEndpoint.Command], workspace.Settings);
        using var bolt = await BoltPeer.StartAsync(workspace.Settings, cancellationToken);
        using var load = new SlackLoad(new SignedCommands(workspace));
        Endpoint[] endpoints = [new("bot", bot), new("bare", bare), .. bolt is null ? [] : (Endpoint[])[new("bolt", bolt)]];
        foreach (var endpoint in endpoints)
        {
            await load.FirstAsync(endpoint.Process, People, cancellationToken);
            for (var i = 0; i < WarmUps; i++)
                await load.RunAsync(endpoint.Process, Duration, cancellationToken);
        }

        Console.WriteLine(
            $"\nA signed slash command (\"/iiq help\"): {Rounds} rounds of {Duration.TotalSeconds:0} s each, {SlackLoad.MaxRequests} requests under way, {People} people."
        );
        var calls = workspace.IncidentIqCalls;
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var endpoint in endpoints)
                endpoint.Rounds.Add(await load.RunAsync(endpoint.Process, Duration, cancellationToken));
        }

        if (workspace.IncidentIqCalls != calls)
            throw new InvalidOperationException("People were looked up: these figures do not count.");
        _ = workspace.Slack.TakeViolations(); // late answers: the commands share their response URLs, which are good for five uses
        Print(endpoints);
        await WorkingCommands.RunAsync(workspace, bot, cancellationToken);
    }

    private static void Print(Endpoint[] endpoints)
    {
        var table = new Table(
            "endpoint",
            "answers/s: median",
            "min",
            "max",
            "processor µs per answer",
            "acknowledged p50/p99 ms",
            "answer bytes",
            "late",
            "working set MB"
        );
        foreach (var (name, process) in endpoints.Select(e => (e.Name, e.Process)))
        {
            var rounds = endpoints.Single(e => e.Name == name).Rounds;
            double[] waits = [.. rounds.SelectMany(r => r.Waits)];
            table.Add(
                name,
                $"{Figures.Median(rounds.Select(r => r.Rate)):0}",
                $"{rounds.Min(r => r.Rate):0}",
                $"{rounds.Max(r => r.Rate):0}",
                $"{Figures.Median(rounds.Select(r => r.Processor)):0}",
                $"{Figures.Percentile(waits, 0.5):0.0}/{Figures.Percentile(waits, 0.99):0.0}",
                $"{rounds[0].Bytes}",
                $"{rounds.Sum(r => r.Late)}",
                $"{process.WorkingSet / Figures.Megabyte:0}"
            );
        }

        table.Print();
        foreach (var other in endpoints.Skip(1))
        {
            var ratios = endpoints[0].Rounds.Zip(other.Rounds, (a, b) => a.Rate / b.Rate).ToArray();
            Console.WriteLine(
                $"Bot to {other.Name}, of one round: median {Figures.Median(ratios):0.00}, from {ratios.Min():0.00} to {ratios.Max():0.00}."
            );
        }
    }
}
