using System.Text.Json.Nodes;
using IiqBot.Durability.Tests.Stage;
using IiqBot.FakeConnector;
using IiqBot.Storage.Tests.Databases;

namespace IiqBot.Durability.Tests;

/// <summary>Two people press the same button at the same time on two replicas. One is first, and the other learns who did what.</summary>
public sealed class PressTests(PostgreSqlServer server)
{
    private const int Rounds = 5;

    [Fact]
    public async Task Of_two_simultaneous_presses_on_two_replicas_the_second_names_the_first()
    {
        var database = await PostgreSqlDatabase.CreateAsync(server);
        await using var district = await District.OpenAsync();
        using var fleet = await Fleet.StartAsync(district, database, 2);
        using var channel = new Channel(district, fleet.Replicas);
        var (one, other) = (district.AddPerson(), district.AddPerson());
        var free = await new Requests(district, channel).FileSomeAsync(Rounds);
        foreach (var (_, number) in free)
        {
            var shown = await Task.WhenAll(ShowAsync(one, number), ShowAsync(other, number));
            var answers = await Task.WhenAll(PressAsync(fleet.Replicas[0], one, shown[0]), PressAsync(fleet.Replicas[1], other, shown[1]));

            // Exactly one of them took the ticket, and both cards name that person.
            await Eventually.BecomesTrueAsync(
                () =>
                {
                    var texts = shown.Select(message => message.Activity.GetRawText()).ToList();
                    var firsts = new[] { one, other }.Where(person =>
                        texts.All(text => text.Contains($"{person.Who.Name} took this ticket", StringComparison.Ordinal))
                    );
                    return Task.FromResult(firsts.Count() == 1);
                },
                TimeSpan.FromMinutes(1),
                () =>
                    $"{string.Join("\n\n", answers)}\n\n{string.Join("\n\n", one.Reads.Concat(other.Reads).TakeLast(6))}\n\n{string.Join("\n\n", shown.Select(message => message.Activity.GetRawText()))}\n{fleet.Output()}"
            );
        }

        district.Teams.AssertClean();

        async Task<FakeMessage> ShowAsync(Person person, string number)
        {
            await channel.DeliverAsync(channel.Typed(person, number));
            return await district.Teams.NextMessageAsync(person.Chat, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        }

        async Task<string> PressAsync(Replica at, Person person, FakeMessage message)
        {
            var button =
                Cards.Find(message.Activity, "Action.Execute", "ticket.take")
                ?? throw new InvalidOperationException(message.Activity.GetRawText());
            var press = district.Teams.Compose("invoke", person.Chat, person.Who);
            press["name"] = "adaptiveCard/action";
            press["replyToId"] = message.Id;
            press["value"] = new JsonObject
            {
                ["action"] = new JsonObject
                {
                    ["type"] = "Action.Execute",
                    ["verb"] = "ticket.take",
                    ["data"] = JsonObject.Create(button.GetProperty("data")),
                },
                ["trigger"] = "manual",
            };
            return await channel.TryAsync(at, press) ?? throw new InvalidOperationException($"A press was not answered.\n{at.Output()}");
        }
    }
}
