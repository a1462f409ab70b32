using System.Diagnostics;
using System.Text;
using IiqBot.Benchmarks.Slack;
using IiqBot.Benchmarks.Turns;

namespace IiqBot.Benchmarks.Starts;

/// <summary>
/// From the start of the process to the first reply ("help") at the connector, and the memory it holds once that has settled.
/// </summary>
internal static class StartRun
{
    private const int Starts = 7;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8); // after what starting needed was given back

    private sealed record Start(double Seconds, double Megabytes);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"\nStart to first reply at the connector, and working set {Settling.TotalSeconds:0} s later: {Starts} starts.");
        var table = new Table("hosted", "first reply s: median", "min", "max", "working set MB: median", "max");
        foreach (var (name, starts) in await TeamsAsync(cancellationToken))
            table.Add(Row(name, starts));
        foreach (var (name, starts) in await SlackAsync(cancellationToken))
            table.Add(Row(name, starts));
        table.Add(await RowAsync("trial with sandbox, Development", () => TrialAsync(cancellationToken)));
        table.Print();
    }

    private static async Task<string[]> RowAsync(string name, Func<Task<Start>> start)
    {
        var starts = new List<Start>();
        for (var i = 0; i < Starts; i++)
            starts.Add(await start());
        return Row(name, starts);
    }

    private static string[] Row(string name, List<Start> starts) =>
        [
            name,
            $"{Figures.Median(starts.Select(s => s.Seconds)):0.00}",
            $"{starts.Min(s => s.Seconds):0.00}",
            $"{starts.Max(s => s.Seconds):0.00}",
            $"{Figures.Median(starts.Select(s => s.Megabytes)):0}",
            $"{starts.Max(s => s.Megabytes):0}",
        ];

    // The first start makes the database, the second finds it.
    private static async Task<(string Name, List<Start> Starts)[]> TeamsAsync(CancellationToken cancellationToken)
    {
        (string, List<Start>)[] rows = [("Teams configured, Production, no database yet", []), ("the same, with its database", [])];
        for (var i = 0; i < Starts; i++)
        {
            await using var district = await District.StartAsync(people: 1, cancellationToken);
            using var load = new Load(district.Teams, new Messages(district));
            foreach (var (_, starts) in rows)
            {
                var started = Stopwatch.GetTimestamp();
                using var bot = ChildProcess.Start("IiqBot.Web.dll", [], district.Settings);
                await load.FirstAsync(bot, cancellationToken);
                starts.Add(await SettleAsync(bot, Stopwatch.GetElapsedTime(started), cancellationToken));
            }
        }

        return rows;
    }

    // Likewise.
    private static async Task<(string Name, List<Start> Starts)[]> SlackAsync(CancellationToken cancellationToken)
    {
        (string, List<Start>)[] rows = [("Slack configured, Production, no database yet", []), ("the same, with its database", [])];
        for (var i = 0; i < Starts; i++)
        {
            await using var workspace = await Workspace.StartAsync(people: 1, countOnly: true, cancellationToken);
            using var load = new SlackLoad(new SignedCommands(workspace));
            foreach (var (_, starts) in rows)
            {
                var started = Stopwatch.GetTimestamp();
                using var bot = ChildProcess.Start("IiqBot.Web.dll", [], workspace.Settings);
                await load.FirstAsync(bot, people: 0, cancellationToken);
                starts.Add(await SettleAsync(bot, Stopwatch.GetElapsedTime(started), cancellationToken));
            }
        }

        return rows;
    }

    private static async Task<Start> TrialAsync(CancellationToken cancellationToken)
    {
        await using var connector = await TrialConnector.StartAsync(cancellationToken);
        using var client = new HttpClient();
        var message = connector.Message().ToJsonString();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = null,
        };
        var started = Stopwatch.GetTimestamp();
        using var bot = ChildProcess.Start("IiqBot.Web.dll", [], environment);
        using var answer = await bot.FirstAnswerAsync(
            client,
            () =>
                new HttpRequestMessage(HttpMethod.Post, bot.Messages)
                {
                    Content = new StringContent(message, Encoding.UTF8, "application/json"),
                },
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
        await connector.Replied.WaitAsync(Patience, cancellationToken);
        return await SettleAsync(bot, Stopwatch.GetElapsedTime(started), cancellationToken);
    }

    private static async Task<Start> SettleAsync(ChildProcess bot, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        await Task.Delay(Settling, cancellationToken);
        return new Start(elapsed.TotalSeconds, bot.WorkingSet / Figures.Megabyte);
    }
}
