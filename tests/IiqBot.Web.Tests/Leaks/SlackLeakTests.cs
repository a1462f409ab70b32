using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Web.Tests.Leaks;

/// <summary>
/// Nothing that Slack gets for several people contains a secret: no message, no preview, no button value. The fake counts each secret as a
/// violation, and the world checks for violations when it is disposed.
/// </summary>
public sealed class SlackLeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("channel", LeakWalk.Technician)]
    [InlineData("thread", LeakWalk.Requester)]
    [InlineData("direct message", LeakWalk.Requester)]
    public async Task No_byte_for_several_people_contains_a_secret(string place, string asker)
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (dana, robin, ticket) = await BeginAsync(world);
        var own = world.Slack.AddDirectMessage(dana.Person);
        var channel = place == "direct message" ? own : world.Slack.AddChannel("queue", [dana.Person, robin.Person]);
        var thread = place == "thread" ? world.Slack.AddMessage(channel, dana.Person, "Who can help?") : null;
        var screen = new SlackScreen(world, asker == LeakWalk.Requester ? dana : robin, channel);
        await WalkAsync(world, screen, thread, ticket);

        if (screen.IsShared)
            Assert.InRange(world.Slack.MessagesSearched, LeakWalk.Verbs.Count, int.MaxValue);
        Assert.Contains(screen.Seen, seen => seen.Contains(LeakWalk.FormOf(asker), StringComparison.Ordinal));
        var forDana = own.Messages.Select(message => message.Content.GetRawText());
        Assert.All(
            asker == LeakWalk.Requester ? forDana.Concat(screen.Seen) : forDana,
            seen => Assert.DoesNotContain(LeakWalk.ForTechnicians, seen, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_byte_of_a_preview_and_its_buttons_contains_a_secret(bool betweenTwoPeople)
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (dana, robin, ticket) = await BeginAsync(world);
        var channel = betweenTwoPeople
            ? world.Slack.AddDirectMessage(dana.Person, robin.Person)
            : world.Slack.AddChannel("queue", [dana.Person, robin.Person]);
        var link = $"https://maplewood.incidentiq.com/agent/tickets/{ticket.Id}";
        foreach (var person in (SlackClient[])[robin, dana])
        {
            var screen = new SlackScreen(world, person, channel);
            await person.SayAsync(channel, link, cancellationToken: Token);
            await world.SettleAsync();
            var message = channel.Messages.Last(message => message.Author == person.Person);
            foreach (var button in SlackScreen.Buttons(Assert.Single(message.Unfurls).Value))
            {
                await person.PressPreviewAsync(message, link, button.GetProperty("action_id").GetString()!, Token);
                await screen.AnswerAsync();
            }
        }

        Assert.InRange(world.Slack.MessagesSearched, 2, int.MaxValue);
    }

    // The ticket with its history. The technician can read all of it, and the fake searches for all of it.
    private static async Task<(SlackClient Dana, SlackClient Robin, Ticket Ticket)> BeginAsync(SlackWorld world)
    {
        var (dana, own) = world.AddPerson(LeakWalk.Requester, "Staff");
        var (robin, desk) = world.AddPerson(LeakWalk.Technician, "Agent");
        await dana.SayAsync(own, LeakWalk.Filing, cancellationToken: Token);
        var filed = await world.Slack.NextMessageAsync(own, cancellationToken: Token);
        var number = string.Concat(filed.Words.Split('#')[1].TakeWhile(char.IsDigit));
        foreach (var (name, line) in LeakWalk.Past(number))
        {
            var (person, chat) = name == LeakWalk.Requester ? (dana, own) : (robin, desk);
            await person.SayAsync(chat, line, cancellationToken: Token);
            await world.SettleAsync();
        }

        LeakWalk.AssertReadable(string.Concat(desk.Messages.Select(message => message.Content.GetRawText())));
        var ticket = (await world.Services.GetRequiredService<ITickets>().FindByNumberAsync(number, Token))!;
        var secrets = await LeakWalk.SecretsAsync(world.Services, world.IncidentIq.Control, ticket);
        foreach (var secret in secrets)
            world.Slack.KeepSecret(secret);
        return (dana, robin, ticket);
    }

    // Types everything that can be typed, presses everything that can be pressed, and presses it again on an outdated card.
    private static async Task WalkAsync(SlackWorld world, SlackScreen screen, FakeMessage? thread, Ticket ticket)
    {
        foreach (var line in LeakWalk.Lines(ticket.Number))
        {
            await LeakWalk.ReopenAsync(world.Services, ticket);
            // A command belongs to no thread. In a direct message it does the same as a typed line, and can open a form as well.
            if (screen.IsShared)
                await screen.SayAsync(line, thread);
            if (thread is null)
                await screen.CommandAsync(line);
        }

        await LeakWalk.ReopenAsync(world.Services, ticket);
        await screen.SayAsync($"show {ticket.Number}", thread);
        var card = screen.CardOf(ticket);
        foreach (var verb in LeakWalk.Verbs)
        {
            await LeakWalk.ReopenAsync(world.Services, ticket);
            await screen.PressAsync(card, verb, new JsonObject { ["ticket"] = $"{ticket.Id}" }.ToJsonString());
        }

        await LeakWalk.ReopenAsync(world.Services, ticket);
        await screen.SayAsync($"show {ticket.Number}", thread);
        card = screen.CardOf(ticket);
        var shown = SlackScreen.Buttons(card.Content).Select(button => button.GetProperty("value").GetString()!).First();
        LeakWalk.ClosePrivately(world.IncidentIq.Control, ticket);
        foreach (var verb in LeakWalk.Verbs)
            await screen.PressAsync(card, verb, shown);
    }
}
