using IiqBot.Conformance.Tests.Driving;
using IiqBot.FakeSlack;

namespace IiqBot.Conformance.Tests.OnSlack;

/// <summary>A person's Slack client.</summary>
internal sealed class SlackUser(SlackPlatform platform, SlackClient client, SlackRoom own) : IChatClient
{
    private readonly List<SlackRoom> _rooms = [own];

    public SlackPlatform Platform => platform;

    public SlackClient Client => client;

    public Room Own => own;

    // Not in Slack's notation, because a person who types exactly that mentions nobody.
    public string Mention => $"\u0001{client.Person.Id}\u0002";

    public string Aside => client.View is { CallbackId.Length: 0 } view ? view.Words : "";

    public IReadOnlyList<Post> Posts =>
        [
            .. _rooms.SelectMany(room =>
                client.Messages(room.Channel).Where(message => message.Author is null).Select(message => new SlackPost(message, room))
            ),
        ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Join(SlackRoom room) => _rooms.Add(room);

    public Dialog? FindForm(string title) =>
        client.View is { CallbackId.Length: > 0 } view && view.Title.Contains(title, StringComparison.Ordinal)
            ? new SlackDialog(client)
            : null;

    public async Task SayAsync(Room room, string line)
    {
        await LookAtMessagesAsync();
        foreach (var answer in await client.SayAsync(((SlackRoom)room).Channel, Written(room, line), cancellationToken: Token))
            Assert.True(answer.IsAcknowledged);
    }

    public async Task SendFileAsync(string line, string name, byte[] content)
    {
        var file = platform.Slack.AddFile(client.Person, name, "image/png", content);
        foreach (var answer in await client.SayAsync(own.Channel, Written(own, line), files: [file], cancellationToken: Token))
            Assert.True(answer.IsAcknowledged);
    }

    public async Task SayDeliveredTwiceAsync(Room room, string line)
    {
        var first = await client.SayAsync(((SlackRoom)room).Channel, Written(room, line), cancellationToken: Token);
        await platform.Slack.SendAsync(first[0].Request.Retry(1, "http_timeout"), Token);
    }

    public async Task PressAsync(Post post, string label)
    {
        await LookAtMessagesAsync();
        var message = ((SlackPost)post).Message;
        var answer = SlackBlocks.Buttons(message.Content).Contains(label)
            ? await client.PressAsync(message, label, Token)
            : await client.ChooseAsync(message, null, label, Token);
        Assert.True(answer.IsAcknowledged);
    }

    public Func<Task> Aim(Post post, string label, string? verb = null)
    {
        var request = client.ComposePress(((SlackPost)post).Message, label);
        if (verb is not null)
            request.Payload["actions"]![0]!["action_id"] = verb;
        return () => platform.Slack.SendAsync(request, Token);
    }

    public Task WaitUntilAsync(Func<bool> isSo, string what) => platform.WaitUntilAsync(isSo, what);

    // A modal covers the messages.
    private async Task LookAtMessagesAsync()
    {
        if (client.View is not null)
            await client.CloseAsync(all: true, Token);
    }

    // In the form in which Slack stores typed text.
    private string Written(Room room, string line)
    {
        var words = line.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Split(' ');
        var text = string.Join(' ', words.Select(word => word.StartsWith("https://", StringComparison.Ordinal) ? $"<{word}>" : word));
        text = text.Replace("\u0001", "<@", StringComparison.Ordinal).Replace('\u0002', '>');
        return room.IsShared ? $"{platform.Slack.Mention} {text}" : text;
    }
}

/// <summary>A message in Slack.</summary>
internal sealed record SlackPost(FakeMessage Message, SlackRoom Room) : Post
{
    public override string Words => Message.Words;

    public override IReadOnlyList<string> Buttons => [.. SlackBlocks.Buttons(Message.Content), .. SlackBlocks.Entries(Message.Content)];

    public override bool IsShared => Room.IsShared && !Message.IsEphemeral;

    public override string Raw => Message.Content.GetRawText();

    public override bool CallsSomebody =>
        SlackBlocks
            .Markup(Message.Content)
            .Any(text => text.Contains("<!", StringComparison.Ordinal) || text.Contains("<@", StringComparison.Ordinal));

    public override IEnumerable<string> DisguisedLinks => SlackBlocks.DisguisedLinks(Message.Content);

    public override string? LinkOf(string label) => SlackBlocks.LinkOf(Message.Content, label);
}
