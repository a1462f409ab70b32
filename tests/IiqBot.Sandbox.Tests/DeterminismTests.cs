namespace IiqBot.Sandbox.Tests;

public sealed class DeterminismTests : SandboxTest
{
    [Fact]
    public async Task The_same_seed_makes_the_same_district_and_another_seed_another()
    {
        await using var same = await SandboxServer.StartAsync(Options(), Cancelled);
        await using var other = await SandboxServer.StartAsync(new SandboxOptions { Time = Clock, Seed = 2 }, Cancelled);
        var first = await SnapshotAsync(Sandbox);

        Assert.Equal(first, await SnapshotAsync(same));
        Assert.NotEqual(first, await SnapshotAsync(other));
    }

    [Fact]
    public async Task The_dates_follow_the_start_and_everything_else_stays_the_same()
    {
        Clock.Advance(TimeSpan.FromDays(30));
        await using var later = await SandboxServer.StartAsync(Options(), Cancelled);
        using var laterClient = new Client(later);
        var query = "tickets?$s=1&$o=TicketNumberSort desc";
        var before = (await Client.PostAsync(query, new { })).GetProperty("Items")[0];
        var after = (await laterClient.PostAsync(query, new { })).GetProperty("Items")[0];

        Assert.Equal(before.Text("TicketId"), after.Text("TicketId"));
        Assert.StartsWith("2026-04-10", after.Text("CreatedDate"), StringComparison.Ordinal);
    }

    private static async Task<string> SnapshotAsync(SandboxServer server)
    {
        using var client = new Client(server);
        var parts = new List<string>();
        foreach (var path in new[] { "tickets?$s=100&$p=7", "assets?$s=100&$p=3", "users?$s=100" })
            parts.Add((await client.PostAsync(path, new { })).GetProperty("Items").GetRawText());
        return string.Join('\n', parts);
    }
}
