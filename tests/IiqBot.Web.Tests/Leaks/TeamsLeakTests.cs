using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Web.Tests.Leaks;

/// <summary>
/// Nothing that Teams gets for several people contains a secret: no visible text, no button data, no text for screen readers. The fake
/// counts each secret as a violation, and the world checks for violations when it is disposed.
/// </summary>
public sealed class TeamsLeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("channel", LeakWalk.Technician)]
    [InlineData("groupChat", LeakWalk.Requester)]
    [InlineData("personal", LeakWalk.Requester)]
    public async Task No_byte_for_several_people_contains_a_secret(string place, string asker)
    {
        await using var world = await TestWorld.StartAsync();
        var (dana, own) = world.AddPerson(LeakWalk.Requester, "Staff");
        var (robin, desk) = world.AddPerson(LeakWalk.Technician, "Agent");
        var ticket = await BeginAsync(world, dana, own, robin, desk);
        var room = place switch
        {
            "channel" => world.Teams.AddChannel(world.Teams.AddTeam("Help desk", [dana, robin]), "Queue"),
            "personal" => own,
            _ => world.Teams.AddGroupChat("Us", [dana, robin]),
        };
        var answers = await WalkAsync(new Seat(world, room, asker == dana.Name ? dana : robin), ticket);

        if (room != own)
            Assert.InRange(world.Teams.RequestsSearched, LeakWalk.Lines(ticket.Number).Count, int.MaxValue);
        Assert.Contains(room.Messages, message => message.Summary == LeakWalk.FormOf(asker));
        var forDana = own.Messages.SelectMany(message => message.Versions).Select(version => version.GetRawText());
        Assert.All(
            asker == dana.Name ? forDana.Concat(answers) : forDana,
            said => Assert.DoesNotContain(LeakWalk.ForTechnicians, said, StringComparison.Ordinal)
        );
    }

    // The ticket with its history. The technician can read all of it, and the fake searches for all of it.
    private static async Task<Ticket> BeginAsync(
        TestWorld world,
        FakePerson dana,
        FakeConversation own,
        FakePerson robin,
        FakeConversation desk
    )
    {
        var number = Reading.NumberOf((await world.AskAsync(own, dana, LeakWalk.Filing)).Card!.Value);
        foreach (var (name, line) in LeakWalk.Past(number))
        {
            await (name == dana.Name ? world.AskAsync(own, dana, line) : world.AskAsync(desk, robin, line));
            await world.SettleAsync();
        }

        LeakWalk.AssertReadable(string.Concat(desk.Messages.Select(message => message.Activity.GetRawText())));
        var ticket = (await world.Services.GetRequiredService<ITickets>().FindByNumberAsync(number, Token))!;
        var secrets = await LeakWalk.SecretsAsync(world.Services, world.IncidentIq.Control, ticket);
        foreach (var secret in secrets)
            world.Teams.KeepSecret(secret);
        return ticket;
    }

    // Types everything that can be typed, presses everything that can be pressed, and presses it again on an outdated card.
    private static async Task<IReadOnlyList<string>> WalkAsync(Seat seat, Ticket ticket)
    {
        var (services, control) = (seat.World.Services, seat.World.IncidentIq.Control);
        var answers = new List<string>();
        foreach (var line in LeakWalk.Lines(ticket.Number))
        {
            await LeakWalk.ReopenAsync(services, ticket);
            await SendAsync(seat.Said(line));
        }

        var message = await ShowAsync();
        foreach (var verb in LeakWalk.Verbs)
        {
            await LeakWalk.ReopenAsync(services, ticket);
            await PressAsync(verb, new JsonObject { ["ticket"] = $"{ticket.Id}" });
        }

        message = await ShowAsync();
        var card = message.Card!.Value;
        LeakWalk.ClosePrivately(control, ticket);
        foreach (var verb in LeakWalk.Verbs)
            await PressAsync(verb, CardParts.DataOfTicket(card));
        return answers;

        async Task<FakeMessage> ShowAsync()
        {
            await LeakWalk.ReopenAsync(services, ticket);
            await SendAsync(seat.Said($"show {ticket.Number}"));
            return seat.Room.Messages.Last(shown =>
                shown.Card is { } card && Reading.TextOf(card).Contains($"#{ticket.Number}", StringComparison.Ordinal)
            );
        }

        // As a client does: an answer with inputs is filled in and submitted.
        async Task PressAsync(string verb, JsonObject data)
        {
            var answer = await SendAsync(seat.Pressed(message, verb, data));
            if (answer.Card is { } form && CardParts.Filled(form) is { } filled)
                await SendAsync(seat.Pressed(message, verb, filled));
        }

        async Task<BotAnswer> SendAsync(JsonObject activity)
        {
            var answer = await seat.World.Teams.RawAsync(activity, cancellationToken: Token);
            answers.Add(answer.Body);
            await seat.World.SettleAsync();
            return answer;
        }
    }

    /// <summary>Where a person talks to the bot, and what their client sends.</summary>
    private sealed record Seat(TestWorld World, FakeConversation Room, FakePerson Person)
    {
        public JsonObject Said(string line)
        {
            var said = World.Teams.Compose("message", Room, Person);
            said["text"] = line;
            if (Room.Kind == ConversationKind.Personal)
                return said;
            var bot = said["recipient"]!;
            var mention = $"<at>{bot["name"]}</at>";
            said["text"] = $"{mention} {line}";
            said["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["text"] = mention,
                    ["mentioned"] = bot.DeepClone(),
                }
            );
            return said;
        }

        public JsonObject Pressed(FakeMessage message, string verb, JsonObject data)
        {
            var pressed = World.Teams.Compose("invoke", Room, Person, message.ThreadId);
            (pressed["name"], pressed["replyToId"]) = ("adaptiveCard/action", message.Id);
            pressed["value"] = new JsonObject
            {
                ["action"] = new JsonObject
                {
                    ["type"] = "Action.Execute",
                    ["verb"] = verb,
                    ["data"] = data,
                },
                ["trigger"] = "manual",
            };
            return pressed;
        }
    }
}
