using IiqBot.Benchmarks.Slack;
using IiqBot.Benchmarks.Turns;

namespace IiqBot.Benchmarks.Former;

/// <summary>
/// This build against a former one: message turns and slash commands, each build in a process of its own, in pairs that swap their
/// order. Both share the machine's weather, so the ratio tells of a change that neither build's own figures would.
/// </summary>
internal static class FormerRun
{
    /// <summary>The argument that asks for it; the former build's folder follows.</summary>
    public const string Command = "former";

    private const string Program = "IiqBot.Web.dll";
    private const int Pairs = 20;
    private const int WarmUps = 10;
    private const int People = 4000;
    private const int SlackPeople = 90;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <summary>What one build did in one round: answers a second, and processor time for each, in microseconds.</summary>
    private sealed record Round(double Rate, double Processor);

    /// <summary>Compares both builds and prints the ratios.</summary>
    /// <param name="folder">The folder of the former build's <c>IiqBot.Web.dll</c>.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        var former = Path.Combine(Path.GetFullPath(folder), Program);
        if (!File.Exists(former))
            throw new InvalidOperationException($"There is no {Program} in {folder}.");
        Console.WriteLine($"\nThis build against a former one: {Pairs} pairs of {Duration.TotalSeconds:0} s.");
        var table = new Table("of this build to the former", "rate: median", "from", "to", "processor time: median", "from", "to");
        await CompareTurnsAsync(former, table, cancellationToken);
        table.Print();
        await CompareCommandsAsync(former, table, cancellationToken);
        table.Print();
    }

    private static async Task CompareTurnsAsync(string former, Table table, CancellationToken cancellationToken)
    {
        await using var district = await District.StartAsync(People, cancellationToken);
        using var now = ChildProcess.Start(Program, [], district.Settings);
        using var data = new OwnData();
        using var then = ChildProcess.Start(former, [], data.In(district.Settings));
        using var load = new Load(district.Teams, new Messages(district));
        foreach (var build in (ChildProcess[])[now, then])
            await load.FirstAsync(build, cancellationToken);
        await CompareAsync(table, "message turn", now, then, RunAsync);

        async Task<Round> RunAsync(ChildProcess build)
        {
            var round = await load.RunAsync(build, Duration, cancellationToken);
            return new(round.Rate, round.Processor);
        }
    }

    private static async Task CompareCommandsAsync(string former, Table table, CancellationToken cancellationToken)
    {
        await using var workspace = await Workspace.StartAsync(SlackPeople, countOnly: true, cancellationToken);
        using var now = ChildProcess.Start(Program, [], workspace.Settings);
        using var data = new OwnData();
        using var then = ChildProcess.Start(former, [], data.In(workspace.Settings));
        using var load = new SlackLoad(new SignedCommands(workspace));
        foreach (var build in (ChildProcess[])[now, then])
            await load.FirstAsync(build, SlackPeople, cancellationToken);
        await CompareAsync(table, "slash command", now, then, RunAsync);
        _ = workspace.Slack.TakeViolations(); // late answers: the commands share their response URLs, which are good for five uses

        async Task<Round> RunAsync(ChildProcess build)
        {
            var round = await load.RunAsync(build, Duration, cancellationToken);
            return new(round.Rate, round.Processor);
        }
    }

    private static async Task CompareAsync(
        Table table,
        string what,
        ChildProcess now,
        ChildProcess then,
        Func<ChildProcess, Task<Round>> run
    )
    {
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
            _ = (await run(now), await run(then));
        var pairs = new List<(Round Now, Round Then)>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Whoever goes second may find a warmer machine.
            var first = pair % 2 == 0 ? now : then;
            var (one, other) = (await run(first), await run(first == now ? then : now));
            pairs.Add(first == now ? (one, other) : (other, one));
        }

        double[] rates = [.. pairs.Select(pair => pair.Now.Rate / pair.Then.Rate)];
        double[] times = [.. pairs.Select(pair => pair.Now.Processor / pair.Then.Processor)];
        table.Add(
            what,
            $"{Figures.Median(rates):0.000}",
            $"{rates.Min():0.00}",
            $"{rates.Max():0.00}",
            $"{Figures.Median(times):0.000}",
            $"{times.Min():0.00}",
            $"{times.Max():0.00}"
        );
    }

    /// <summary>A data folder for the former build: an SQLite file belongs to one process.</summary>
    private sealed class OwnData : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("iiqbot-former-").FullName;

        /// <summary>The settings, with this folder.</summary>
        public Dictionary<string, string?> In(IReadOnlyDictionary<string, string?> settings) =>
            new Dictionary<string, string?>(settings, StringComparer.Ordinal) { ["Storage__DataFolder"] = _folder };

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
