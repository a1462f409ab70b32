using IiqBot.Conformance.Tests.Driving;
using IiqBot.Conformance.Tests.OnSlack;
using IiqBot.Conformance.Tests.OnTeams;
using IiqBot.FakeConnector;
using IiqBot.Tests.Time;

namespace IiqBot.Conformance.Tests;

public sealed class TeamsConformanceTests(TeamsWorlds worlds) : IClassFixture<TeamsWorlds>
{
    public static TheoryData<string> Scenarios =>
        [.. Scenario.All.Where(scenario => scenario.On.NotOnTeams is null).Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task On_Teams(string scenario) => worlds.PlayAsync(scenario);

    // A scenario would also pass if nothing checked its cards; this proves that something does.
    [Fact]
    public async Task Every_card_is_checked_against_the_published_schema()
    {
        await using var platform = await TeamsPlatform.StartAsync();
        using var passing = PassingTime.On(platform.District.Clock);
        var robin = new Chat(platform).Technician();
        var filed = await Chat.TicketOfAsync(robin);
        var sent = ((TeamsPlatform)platform).Teams.CardsHeldToSchema;
        Assert.True(sent > 0, "No card that was sent was held to the schema.");
        await robin.PressForFormAsync(filed, "Resolve", "Resolve ticket");
        Assert.True(((TeamsPlatform)platform).Teams.CardsHeldToSchema > sent, "No card that answered a press was held to the schema.");
    }
}

public sealed class SlackConformanceTests(SlackWorlds worlds) : IClassFixture<SlackWorlds>
{
    public static TheoryData<string> Scenarios =>
        [.. Scenario.All.Where(scenario => scenario.On.NotOnSlack is null).Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task On_Slack(string scenario) => worlds.PlayAsync(scenario);
}

public sealed class TeamsWorlds() : Worlds(TeamsPlatform.StartAsync);

public sealed class SlackWorlds() : Worlds(SlackPlatform.StartAsync);

/// <summary>
/// The worlds of one platform: one for each theme and for each scenario that runs alone, so that faults in one theme do not affect the
/// others.
/// </summary>
public abstract class Worlds : IAsyncDisposable
{
    private readonly Func<Task<IChatPlatform>> _startAsync;
    private readonly Dictionary<string, IChatPlatform> _worlds = new(StringComparer.Ordinal);

    private protected Worlds(Func<Task<IChatPlatform>> startAsync) => _startAsync = startAsync;

    /// <summary>Runs a scenario, and checks that the bot kept all rules of the platform meanwhile.</summary>
    internal async Task PlayAsync(string name)
    {
        var scenario = Scenario.All.Single(scenario => scenario.Name == name);
        var world = scenario.On.IsAlone ? scenario.Name : scenario.Theme;
        if (!_worlds.TryGetValue(world, out var platform))
            _worlds[world] = platform = await _startAsync();
        using var passing = PassingTime.On(platform.District.Clock);
        IReadOnlyList<string> violations;
        try
        {
            await scenario.RunAsync(new Chat(platform));
        }
        finally
        {
            // Nothing of it remains for the next scenario, even if it fails.
            platform.District.Control.ClearFaults();
            platform.RefuseRedraws(false);
            violations = platform.TakeViolations();
        }

        Assert.True(violations.Count == 0, $"The bot broke {violations.Count} rules:\n- {string.Join("\n- ", violations)}");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Task.WhenAll(_worlds.Values.Select(platform => platform.DisposeAsync().AsTask()));
    }
}
