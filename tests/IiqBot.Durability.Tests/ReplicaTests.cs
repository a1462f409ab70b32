using System.Diagnostics;
using IiqBot.Durability.Tests.Stage;
using IiqBot.Storage.Tests.Databases;

[assembly: AssemblyFixture(typeof(IiqBot.Durability.Tests.OwnServer))]

namespace IiqBot.Durability.Tests;

/// <summary>A PostgreSQL server that one test stops and starts, separate from the server of the other tests.</summary>
public sealed class OwnServer : IAsyncDisposable
{
    internal PostgreSqlServer Server { get; } = new();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>
/// Three replicas on one PostgreSQL server under load. One is killed every few seconds, and PostgreSQL itself is restarted.
/// </summary>
public sealed class ReplicaTests(OwnServer own)
{
    private const int Replicas = 3;
    private const int People = 60;
    private const int AtOnce = 6;
    private const int TicketsToWorkOn = 8;
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Nothing_is_lost_or_done_twice_when_replicas_crash_and_PostgreSQL_restarts()
    {
        var database = await PostgreSqlDatabase.CreateAsync(own.Server);
        await using var district = await District.OpenAsync();
        using var fleet = await Fleet.StartAsync(district, database, Replicas);
        using var channel = new Channel(district, fleet.Replicas);
        var requests = new Requests(district, channel);
        var people = Enumerable.Range(0, People).Select(_ => district.AddPerson()).ToArray();
        var tickets = await requests.FileSomeAsync(TicketsToWorkOn);

        using var isOver = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(AskAsync));
        var (kills, restarts) = await BreakAsync();
        await isOver.CancelAsync();
        await load;

        var settled = await Settlement.ReachAsync(district, database, requests.Promises, fleet.Output);
        var verdict = await Verdict.OfAsync(district, database, requests.Promises);
        verdict.Print(
            $"{Replicas} replicas, {Length.Load.TotalSeconds:0} s of load, {kills} kills, PostgreSQL restarted {restarts} times, {channel.Attempts} deliveries of {requests.Promises.Count} requests, settled in {settled.TotalSeconds:0} s",
            fleet.Output
        );
        Assert.Equal(1, restarts);
        district.Teams.AssertClean();

        async Task AskAsync(int worker)
        {
            var dice = new Random(worker);
            for (var i = worker; !isOver.IsCancellationRequested; i += AtOnce)
            {
                var (person, ticket) = (people[i % People], tickets[dice.Next(tickets.Count)]);
                await (
                    dice.Next(10) switch
                    {
                        < 5 => requests.FileAsync(person),
                        < 9 => requests.CommentAsync(person, ticket),
                        _ => requests.TakeAsync(person, ticket),
                    }
                );
                await Task.Delay(dice.Next(50, 250), TestContext.Current.CancellationToken);
            }
        }

        async Task<(int Kills, int Restarts)> BreakAsync()
        {
            var (killed, restarted, started) = (0, 0, Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(started) < Length.Load)
            {
                await Task.Delay(BetweenKills, TestContext.Current.CancellationToken); // the pace is the point
                var victim = fleet.Replicas[killed++ % Replicas];
                victim.Kill();
                if (restarted == 0 && Stopwatch.GetElapsedTime(started) > Length.Load / 2)
                {
                    await own.Server.StopAsync();
                    await own.Server.StartAsync();
                    restarted++;
                }

                await victim.StartAsync();
            }

            return (killed, restarted);
        }
    }
}
