using IiqBot.Durability.Tests.Stage;
using IiqBot.Sandbox.Faults;
using IiqBot.Storage.Tests.Databases;

namespace IiqBot.Durability.Tests;

/// <summary>
/// The service is killed (SIGKILL) at each step of filing, as seen from outside, and at random moments. Meanwhile several people file,
/// comment and take at once, some answers of Incident IQ are lost, lost writes appear up to 30 s later, and its search lags.
/// </summary>
public abstract class KillTests
{
    private const int People = 60;
    private const int AtOnce = 4;
    private const int TicketsToWorkOn = 8;
    private static readonly TimeSpan LatestCommit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SearchLag = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StepPatience = TimeSpan.FromMinutes(2);

    private enum Step
    {
        Posted,
        Acknowledged,
        CreateReceived,
        CreateDone,
        OwnerReceived,
        ReplyReceived,
        AnyMoment,
    }

    private protected static async Task Killed_again_and_again_nothing_is_lost_and_nothing_is_done_twice(Database database, string name)
    {
        await using var district = await District.OpenAsync();
        using var replica = new Replica(name, district.SettingsWith(database));
        using var channel = new Channel(district, [replica]);
        var requests = new Requests(district, channel);
        var people = Enumerable.Range(0, People).Select(_ => district.AddPerson()).ToArray();
        await replica.StartAsync();
        var tickets = await requests.FileSomeAsync(TicketsToWorkOn);
        await Task.Delay(SearchLag, TestContext.Current.CancellationToken); // a lagging search does not find them earlier

        var late = new List<Task>();
        using var isOver = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => AskAsync(worker)));
        var killed = await KillAsync();
        await isOver.CancelAsync();
        await load;
        await Task.WhenAll(late); // requests not acknowledged before a kill were sent again after it

        // From now on nothing fails any more. Everything must finish by itself.
        district.Sandbox.Control.ClearFaults();
        var settled = await Settlement.ReachAsync(district, database, requests.Promises, () => replica.Output());
        var verdict = await Verdict.OfAsync(district, database, requests.Promises);
        verdict.Print(
            $"{name}: {killed} kills ({string.Join(", ", Enum.GetNames<Step>())} in turn), settled in {settled.TotalSeconds:0} s",
            replica.Output
        );
        district.Teams.AssertClean();

        async Task AskAsync(int worker)
        {
            var dice = new Random(worker);
            for (var i = worker; !isOver.IsCancellationRequested; i += AtOnce)
            {
                var person = people[i % People];
                await (
                    dice.Next(10) switch
                    {
                        < 5 => requests.FileAsync(person),
                        5 => requests.FileByFormAsync(person),
                        < 9 => requests.CommentAsync(person, tickets[dice.Next(tickets.Count)]),
                        _ => requests.TakeAsync(person, tickets[dice.Next(tickets.Count)]),
                    }
                );
                await Task.Delay(dice.Next(100, 400), TestContext.Current.CancellationToken);
            }
        }

        async Task<int> KillAsync()
        {
            var dice = new Random(7);
            var probe = district.AddPerson();
            for (var kill = 0; kill < Length.Kills; kill++)
            {
                LoseAnswers(district, dice);
                var step = (Step)(kill % Enum.GetValues<Step>().Length);
                if (kill % 3 == 0)
                    probe = district.AddPerson();
                await KillAtAsync(step, probe, dice);
                await replica.StartAsync();
            }

            return Length.Kills;
        }

        async Task KillAtAsync(Step step, Person probe, Random dice)
        {
            var asked = Task.CompletedTask;
            switch (step)
            {
                case Step.Posted:
                    var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    asked = requests.FileAsync(probe, () => sent.TrySetResult());
                    await sent.Task.WaitAsync(StepPatience);
                    replica.Kill();
                    break;
                case Step.Acknowledged:
                    await requests.FileAsync(probe);
                    replica.Kill();
                    break;
                case Step.CreateReceived:
                    asked = await KillWhenCaughtAsync(
                        probe,
                        district.Tap.Next(Moment.Received, call => call.EndsWith("/tickets/new", StringComparison.Ordinal))
                    );
                    break;
                case Step.CreateDone:
                    asked = await KillWhenCaughtAsync(
                        probe,
                        district.Tap.Next(Moment.Done, call => call.EndsWith("/tickets/new", StringComparison.Ordinal))
                    );
                    break;
                case Step.OwnerReceived:
                    asked = await KillWhenCaughtAsync(
                        probe,
                        district.Tap.Next(Moment.Received, call => call.Contains("/owner/", StringComparison.Ordinal))
                    );
                    break;
                case Step.ReplyReceived:
                    var reply = district.Teams.Faults.Hold(FakeConnector.ConnectorOperation.Post);
                    asked = requests.FileAsync(probe);
                    await reply.Reached.WaitAsync(StepPatience);
                    replica.Kill();
                    reply.Release();
                    break;
                default:
                    asked = requests.FileAsync(probe);
                    await Task.Delay(dice.Next(1500), TestContext.Current.CancellationToken); // the random moment is the point
                    replica.Kill();
                    break;
            }

            late.Add(asked);
        }

        async Task<Task> KillWhenCaughtAsync(Person probe, Catch next)
        {
            var asked = requests.FileAsync(probe);
            await next.Caught.WaitAsync(StepPatience);
            replica.Kill();
            next.LetGo(); // Incident IQ carries out what it has received
            return asked;
        }
    }

    private static void LoseAnswers(District district, Random dice)
    {
        district.Sandbox.Control.ClearFaults();
        district.Sandbox.Control.Add(new Fault(FaultKind.SearchLag) { Route = "POST /tickets$", Delay = SearchLag });
        district.Sandbox.Control.Add(
            new Fault(FaultKind.LostResponse)
            {
                Route = "POST /tickets/new$",
                Times = 1,
                Delay = LatestCommit * dice.NextDouble(),
            }
        );
        district.Sandbox.Control.Add(
            new Fault(FaultKind.LostResponse)
            {
                Route = "POST /tickets/{ticketId}/activities/new",
                Times = 1,
                Delay = LatestCommit * dice.NextDouble(),
            }
        );
        district.Sandbox.Control.Add(
            new Fault(FaultKind.LostResponse) { Route = "POST /tickets/{ticketId}/owner/{ownerId}/for/{forId}", Times = 1 }
        );
    }
}

/// <summary>With one SQLite file.</summary>
public sealed class SqliteKillTests : KillTests
{
    [Fact]
    public async Task Nothing_is_lost_or_done_twice_after_kills_on_SQLite()
    {
        using var database = new SqliteDatabase();
        await Killed_again_and_again_nothing_is_lost_and_nothing_is_done_twice(database, "SQLite");
    }
}

/// <summary>With a real PostgreSQL server.</summary>
public sealed class PostgreSqlKillTests(PostgreSqlServer server) : KillTests
{
    [Fact]
    public async Task Nothing_is_lost_or_done_twice_after_kills_on_PostgreSQL() =>
        await Killed_again_and_again_nothing_is_lost_and_nothing_is_done_twice(await PostgreSqlDatabase.CreateAsync(server), "PostgreSQL");
}
