using System.Text.Json.Nodes;
using IiqBot.Durability.Tests.Stage;
using IiqBot.Storage.Tests.Databases;

namespace IiqBot.Durability.Tests;

/// <summary>Every request is sent five times, at once and later, to three replicas in turn, and has one effect and one message.</summary>
public sealed class ReplayTests(PostgreSqlServer server)
{
    private const int Replicas = 3;
    private const int Concurrently = 3;
    private const int Later = 2;

    [Fact]
    public async Task A_request_that_is_sent_five_times_has_one_effect_and_one_answer()
    {
        var database = await PostgreSqlDatabase.CreateAsync(server);
        await using var district = await District.OpenAsync();
        using var fleet = await Fleet.StartAsync(district, database, Replicas);
        using var channel = new Channel(district, fleet.Replicas);
        var tickets = await new Requests(district, channel).FileSomeAsync(Length.Replayed);
        var sent = new List<(Promise Promise, JsonObject Activity)>();
        for (var i = 0; i < Length.Replayed; i++)
        {
            var (person, mark, ticket) = (district.AddPerson(), Requests.NewMark(), tickets[i]);
            var (wish, text) = (i % 3) switch
            {
                0 => (Wish.Filing, $"new Projector in 204 shows no picture {mark}"),
                1 => (Wish.Comment, $"comment {ticket.Number} the lamp is on {mark}"),
                _ => (Wish.Take, $"take {ticket.Number}"),
            };
            var activity = channel.Typed(person, text);
            sent.Add((new(wish, person, mark, (string)activity["id"]!) { TicketId = ticket.Id }, activity));
        }

        await Task.WhenAll(
            sent.SelectMany(one => Enumerable.Repeat(one.Activity, Concurrently)).Select(activity => channel.DeliverAsync(activity))
        );
        var promises = sent.ConvertAll(one => one.Promise);
        await Settlement.ReachAsync(district, database, promises, fleet.Output);
        for (var again = 0; again < Later; again++)
            await Task.WhenAll(sent.Select(one => channel.DeliverAsync(one.Activity)));
        var settled = await Settlement.ReachAsync(district, database, promises, fleet.Output);

        var verdict = await Verdict.OfAsync(district, database, promises);
        verdict.Print(
            $"Replays on {Replicas} replicas: {sent.Count} requests, each {Concurrently + Later} times, settled in {settled.TotalSeconds:0} s",
            fleet.Output
        );
        // Teams lets a bot look up only a few new people a second, so some requests may be refused, and then nothing was done.
        Assert.Equal(sent.Count, verdict.Accepted + verdict.Refused);
        Assert.True(verdict.Accepted > sent.Count / 2);
        Assert.Equal(0, verdict.ExtraMessages);
        district.Teams.AssertClean();
    }
}
