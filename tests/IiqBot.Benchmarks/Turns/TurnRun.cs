namespace IiqBot.Benchmarks.Turns;

/// <summary>
/// A whole message turn of the bot against <see cref="BareEndpoint"/>, each in a process of its own, in turns. This process
/// sends, receives the replies and is Incident IQ; all three share the machine.
/// </summary>
internal static class TurnRun
{
    private const int Pairs = 15;
    private const int OneByOne = 500;

    // So many that what Teams allows for one conversation, which the bot keeps to, is never reached: 7 replies in a second,
    // 8 in two, 60 in thirty (docs/reference/teams.md, "Rate limits").
    private const int People = 4000;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var district = await District.StartAsync(People, cancellationToken);
        using var bot = ChildProcess.Start("IiqBot.Web.dll", [], district.Settings);
        using var bare = ChildProcess.Start("IiqBot.Benchmarks.dll", [BareEndpoint.Command], district.Settings);
        var messages = new Messages(district);
        using var load = new Load(district.Teams, messages);
        foreach (var endpoint in (ChildProcess[])[bot, bare])
        {
            await load.FirstAsync(endpoint, cancellationToken);
            await WarmUpAsync(endpoint);
        }

        Console.WriteLine(
            $"\nA message turn (\"help\"): {Pairs} pairs of {Duration.TotalSeconds:0} s, {Load.MaxTurns} turns under way, {People} people."
        );
        var calls = district.IncidentIqCalls;
        var (ofBot, ofBare) = (new List<Load.Round>(), new List<Load.Round>());
        for (var pair = 1; pair <= Pairs; pair++)
        {
            ofBot.Add(await load.RunAsync(bot, Duration, cancellationToken));
            ofBare.Add(await load.RunAsync(bare, Duration, cancellationToken));
        }
        if (district.IncidentIqCalls != calls || ofBot.Concat(ofBare).Any(round => round.Extra != 0))
            throw new InvalidOperationException("People were looked up, or more than replies came: these figures do not count.");

        var table = new Table(
            "endpoint",
            "replies/s: median",
            "min",
            "max",
            "processor µs per reply",
            "acknowledged p50/p99 ms",
            "alone, replied p50/p99 ms",
            "working set MB"
        );
        table.Add(await RowAsync("bot", bot, ofBot));
        table.Add(await RowAsync("bare", bare, ofBare));
        table.Print();
        var ratios = ofBot.Zip(ofBare, (a, b) => a.Rate / b.Rate).ToArray();
        Console.WriteLine($"Ratio of a pair: median {Figures.Median(ratios):0.00}, from {ratios.Min():0.00} to {ratios.Max():0.00}.");

        async Task<string[]> RowAsync(string name, ChildProcess endpoint, List<Load.Round> rounds) =>
            [
                name,
                $"{Figures.Median(rounds.Select(r => r.Rate)):0}",
                $"{rounds.Min(r => r.Rate):0}",
                $"{rounds.Max(r => r.Rate):0}",
                $"{Figures.Median(rounds.Select(r => r.Processor)):0}",
                Waits([.. rounds.SelectMany(r => r.Acknowledged)]),
                Waits(await load.OneByOneAsync(endpoint, OneByOne, cancellationToken)),
                $"{endpoint.WorkingSet / Figures.Megabyte:0}",
            ];

        // Until everybody is known, and the code that is used much was compiled anew.
        async Task WarmUpAsync(ChildProcess endpoint)
        {
            var isWarm = false;
            for (var round = 1; round <= 8 || !isWarm; round++)
            {
                var before = district.IncidentIqCalls;
                var extra = (await load.RunAsync(endpoint, Duration, cancellationToken)).Extra;
                isWarm = extra == 0 && before == district.IncidentIqCalls;
                if (round == 30)
                    throw new InvalidOperationException("The machine is too busy to measure anything.");
            }
        }
    }

    private static string Waits(double[] times) => $"{Figures.Percentile(times, 0.5):0.0}/{Figures.Percentile(times, 0.99):0.0}";
}
