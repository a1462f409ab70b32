using IiqBot.Durability.Tests.Stage;
using IiqBot.Storage.Tests.Databases;

namespace IiqBot.Durability.Tests;

/// <summary>
/// Incident IQ refuses connections while people file. Every filing is accepted with a reference, and filed once after the outage, in the
/// order of each person, on the same card that said "saved".
/// </summary>
public abstract class OutageTests
{
    private const int PerPerson = 10;

    private protected static async Task Filed_during_an_outage_is_filed_once_and_in_order_after_it(Database database, string name)
    {
        await using var district = await District.OpenAsync();
        using var replica = new Replica(name, district.SettingsWith(database));
        using var channel = new Channel(district, [replica]);
        var requests = new Requests(district, channel);
        var people = Enumerable.Range(0, Length.FilingsInOutage / PerPerson).Select(_ => district.AddPerson()).ToArray();
        await replica.StartAsync();
        foreach (var person in people)
        {
            // One after the other, because Teams lets a bot look up only a few people a second.
            await channel.DeliverAsync(channel.Typed(person, "my tickets"));
            await Eventually.BecomesTrueAsync(
                () => Task.FromResult(person.Sees("My open tickets")),
                TimeSpan.FromMinutes(1),
                replica.Output
            );
        }

        await district.Tap.GoDownAsync();
        var promises = (await Task.WhenAll(people.Select(FileAllAsync))).SelectMany(all => all).ToList();
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(people.All(person => person.Chat.Messages.Count == 1 + PerPerson)),
            TimeSpan.FromMinutes(2),
            () => $"all answered: {string.Join(", ", people.Select(person => person.Chat.Messages.Count))}\n{replica.Output()}"
        );
        var stored = await database.RequestsAsync();
        var saved = promises.Count(promise =>
            promise.Person.Sees("saved and will be filed", Of(stored, promise).Reference)
            || promise.Person.Sees("hasn't confirmed this yet", Of(stored, promise).Reference)
        );
        Assert.Equal(Length.FilingsInOutage, saved);
        var before = (await district.TicketsAsync()).Count;

        await district.Tap.GoUpAsync();
        var settled = await Settlement.ReachAsync(district, database, promises, replica.Output);
        var verdict = await Verdict.OfAsync(district, database, promises);
        verdict.Print(
            $"{name}, Incident IQ down: {promises.Count} filings accepted, {saved} told so with their reference, all filed {settled.TotalSeconds:0} s after it was back",
            replica.Output
        );
        Assert.Equal(promises.Count, verdict.Accepted);
        var tickets = await district.TicketsAsync();
        Assert.Equal(before + promises.Count, tickets.Count);
        foreach (var person in people)
        {
            // The card that said "saved" now shows the ticket: there is no other message, and none still says "saved".
            Assert.Equal(1 + PerPerson, person.Chat.Messages.Count);
            Assert.False(person.Sees("saved and will be filed"));
            var asked = promises.Where(promise => promise.Person == person).Select(promise => promise.Mark);
            var filed = tickets
                .Select(ticket => ticket.GetRawText())
                .SelectMany(text => asked.Where(mark => text.Contains(mark, StringComparison.Ordinal)));
            Assert.Equal(asked, filed);
        }

        district.Teams.AssertClean();

        // Each person types one line after the other; different people type at the same time.
        async Task<List<Promise>> FileAllAsync(Person person)
        {
            var all = new List<Promise>();
            for (var i = 0; i < PerPerson; i++)
                all.Add(await requests.FileAsync(person));
            return all;
        }
    }

    private static StoredRequest Of(IReadOnlyDictionary<string, StoredRequest> stored, Promise promise) =>
        stored.Single(request => request.Key.EndsWith(promise.Key, StringComparison.Ordinal)).Value;
}

/// <summary>With one SQLite file.</summary>
public sealed class SqliteOutageTests : OutageTests
{
    [Fact]
    public async Task Filings_during_an_outage_are_filed_once_and_in_order_on_SQLite()
    {
        using var database = new SqliteDatabase();
        await Filed_during_an_outage_is_filed_once_and_in_order_after_it(database, "SQLite");
    }
}

/// <summary>With a real PostgreSQL server.</summary>
public sealed class PostgreSqlOutageTests(PostgreSqlServer server) : OutageTests
{
    [Fact]
    public async Task Filings_during_an_outage_are_filed_once_and_in_order_on_PostgreSQL() =>
        await Filed_during_an_outage_is_filed_once_and_in_order_after_it(await PostgreSqlDatabase.CreateAsync(server), "PostgreSQL");
}
