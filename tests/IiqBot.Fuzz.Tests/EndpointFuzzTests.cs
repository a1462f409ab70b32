using System.Globalization;
using IiqBot.Fuzz.Tests.Running;

namespace IiqBot.Fuzz.Tests;

/// <summary>
/// Mutated but correctly signed requests to the endpoints of Teams and Slack. <c>IIQBOT_FUZZ_REQUESTS</c> is their number (200,000),
/// <c>IIQBOT_FUZZ_SEED</c> the seed (1), and <c>IIQBOT_FUZZ_FROM</c> the first one to send (0), to repeat one of them.
/// </summary>
public sealed class EndpointFuzzTests(ITestOutputHelper output)
{
    private const int Batch = 64;

    /// <summary>The first requests fill caches and make the runtime compile. The memory after them is the baseline.</summary>
    private const int WarmUp = 20_000;

    private const long MostGrowth = 100 * 1024 * 1024;

    private static readonly int Requests = Setting("IIQBOT_FUZZ_REQUESTS", 200_000);
    private static readonly int Seed = Setting("IIQBOT_FUZZ_SEED", 1);
    private static readonly int From = Setting("IIQBOT_FUZZ_FROM", 0);

    [Fact]
    public async Task Mutated_requests_are_answered_cheaply_and_break_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await World.OpenAsync(cancellationToken);
        using var service = await Service.StartAsync(world.Settings, cancellationToken);
        using var barrage = new Barrage(world, service, Seed);
        await barrage.WarmUpAsync(From + Requests, WarmUp, cancellationToken);
        var (warm, most) = (service.WorkingSet, 0L);
        for (var sent = 0; sent < Requests; sent += Batch)
        {
            await barrage.SendAsync(From + sent, Math.Min(Batch, Requests - sent), cancellationToken);
            _ = (world.Teams.TakeViolations(), world.Slack.TakeViolations());
            most = Math.Max(most, service.WorkingSet);
            if (sent % (Batch * 250) == 0)
                output.WriteLine($"{sent}: {service.WorkingSet / 1024 / 1024} MB, {service.ProcessorTime.TotalSeconds:0} s");
        }

        var growth = Math.Max(0, most - warm);
        output.WriteLine(
            $"Seed {Seed}: {Requests} requests, statuses {string.Join(", ", barrage.Statuses.Select(status => $"{status.Key}: {status.Value}"))};"
        );
        output.WriteLine(
            $"{warm / 1024 / 1024} MB warm, {growth / 1024 / 1024} MB more at the most, {service.ProcessorTime.TotalSeconds:0} s of processor time; slowest {barrage.Slowest.TotalMilliseconds:0} ms"
        );

        Assert.True(barrage.Findings.Count == 0, string.Join("\n\n", barrage.Findings));
        Assert.True(service.Exceptions.Count == 0, string.Join('\n', service.Exceptions.Take(400)));
        Assert.True(growth <= MostGrowth, $"It grew by {growth / 1024 / 1024} MB.");
        // Most requests must be understood by the service; otherwise this would test only the first check.
        Assert.True(barrage.Statuses.GetValueOrDefault(200) > Requests / 3, "Few requests were taken.");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
        && value >= 0
            ? value
            : otherwise;
}
