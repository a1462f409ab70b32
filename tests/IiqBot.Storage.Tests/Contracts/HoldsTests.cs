using IiqBot.Core.Durability;
using IiqBot.Storage.Tests.Databases;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests.Contracts;

/// <summary>What every implementation of <see cref="IHolds"/> must do.</summary>
public sealed class HoldsTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> All => Everywhere;

    [Theory, MemberData(nameof(All))]
    public async Task Only_one_caller_at_a_time_has_the_hold_of_a_name(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var holds = await HoldsAsync(world);
        var (inside, most, done) = (0, 0, 0);

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(n =>
                    Task.Run(
                        async () =>
                        {
                            await using var hold = await holds[n % holds.Length].HoldAsync("filing:7F3K2Q", Token);
                            most = Math.Max(most, Interlocked.Increment(ref inside));
                            await Task.Yield();
                            Interlocked.Decrement(ref inside);
                            done++;
                        },
                        Token
                    )
                )
                .Append(AdvanceAsync(world, () => done == 20))
        );

        Assert.Equal((1, 20), (most, done));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Waiting_for_a_hold_can_be_cancelled(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var holds = await HoldsAsync(world);
        await using var hold = await holds[0].HoldAsync("ticket", Token);
        using var patience = new CancellationTokenSource();

        var waiting = holds[^1].HoldAsync("ticket", patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_hold_ends_when_the_connection_of_its_process_is_lost()
    {
        await using var world = await World.OpenAsync(Kind.PostgreSql, server);
        var other = await world.JoinAsync();
        var lost = await other.Get<IHolds>().HoldAsync("ticket", Token);
        var waiting = world.Get<IHolds>().HoldAsync("ticket", Token);

        await PostgreSqlServer.DropConnectionsAsync("pg_locks.locktype = 'advisory' AND granted", world.ConnectionString!);
        var settled = AdvanceAsync(world, () => waiting.IsCompleted);

        await using var mine = await waiting;
        await settled;
        await lost.DisposeAsync(); // the hold is gone already, and disposing it does not fail
    }

    private static async Task<IHolds[]> HoldsAsync(World world) =>
        world.Kind == Kind.PostgreSql ? [world.Get<IHolds>(), (await world.JoinAsync()).Get<IHolds>()] : [world.Get<IHolds>()];

    // A waiting caller polls, so the clock must move.
    private static async Task AdvanceAsync(World world, Func<bool> isOver)
    {
        while (!isOver())
        {
            Token.ThrowIfCancellationRequested();
            world.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }
}
