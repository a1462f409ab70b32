using System.Text.Json;
using IiqBot.FakeSlack;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Web.Tests.Leaks;

/// <summary>Where a person talks to the bot in Slack, and everything that their client received.</summary>
internal sealed class SlackScreen(SlackWorld world, SlackClient person, FakeChannel channel)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Every message and modal, as received.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>Whether others can read here.</summary>
    public bool IsShared => channel.Kind != ChannelKind.Im;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The buttons of a message or modal.</summary>
    public static IEnumerable<JsonElement> Buttons(JsonElement content) => Elements(content, "button");

    /// <summary>The newest message here that everybody sees and that shows a ticket.</summary>
    public FakeMessage CardOf(Ticket ticket) =>
        channel.Messages.Last(message =>
            !message.IsEphemeral && message.Words.Contains($"#{ticket.Number}", StringComparison.Ordinal) && Buttons(message.Content).Any()
        );

    /// <summary>Types a line to the bot.</summary>
    public async Task SayAsync(string line, FakeMessage? thread)
    {
        var said = IsShared ? $"{world.Slack.Mention} {line}" : line;
        await person.SayAsync(channel, said, thread, cancellationToken: Token);
        await AnswerAsync();
    }

    /// <summary>Types a line as a command.</summary>
    public async Task CommandAsync(string line)
    {
        await person.CommandAsync(channel, "/iiq", line, Token);
        await AnswerAsync();
    }

    /// <summary>Presses a button with this verb, whether the message offers it or not.</summary>
    public async Task PressAsync(FakeMessage message, string verb, string value)
    {
        var press = person.ComposePress(message, Buttons(message.Content).First().GetProperty("action_id").GetString()!);
        var action = press.Payload["actions"]![0]!;
        (action["action_id"], action["value"]) = (verb, value);
        await world.Slack.SendAsync(press, Token);
        await AnswerAsync();
    }

    /// <summary>Waits for the answer. An opened form is filled in, submitted if Slack allows it, and closed.</summary>
    public async Task AnswerAsync()
    {
        await LookAsync();
        if (person.View is not { } view)
            return;
        foreach (var input in view.Content.GetProperty("blocks").EnumerateArray().Where(block => Elements(block, "plain_text_input").Any()))
            await person.FillAsync(input.GetProperty("block_id").GetString()!, LeakWalk.Written, Token);
        if (view.Content.TryGetProperty("submit", out _) && await person.SubmitOrNullAsync() is not null)
            await LookAsync();
        if (person.View is not null)
            await person.CloseAsync(all: true, Token);
    }

    private async Task LookAsync()
    {
        const int Newest = 4;
        await world.SettleAsync();
        foreach (var chat in (FakeChannel[])[channel, world.Slack.AddDirectMessage(person.Person)])
        {
            foreach (var message in person.Messages(chat).TakeLast(Newest))
                _seen.Add(message.Content.GetRawText());
        }

        foreach (var view in person.Views)
            _seen.Add(view.Content.GetRawText());
    }

    private static IEnumerable<JsonElement> Elements(JsonElement element, string type) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(part => Elements(part, type)),
            JsonValueKind.Object when element.TryGetProperty("type", out var own) && own.ValueEquals(type) => [element],
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Elements(member.Value, type)),
            _ => [],
        };
}
