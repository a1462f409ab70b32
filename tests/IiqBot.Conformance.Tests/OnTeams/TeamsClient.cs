using System.Text.Json.Nodes;
using IiqBot.Conformance.Tests.Driving;
using IiqBot.FakeConnector;

namespace IiqBot.Conformance.Tests.OnTeams;

/// <summary>A person's Teams client.</summary>
internal sealed class TeamsClient(TeamsPlatform platform, FakePerson person, TeamsRoom own) : IChatClient
{
    private readonly List<TeamsRoom> _rooms = [own];

    public FakePerson Person => person;

    public Room Own => own;

    public string Mention => $"<at>{person.Name}</at>";

    public string Aside { get; private set; } = "";

    public IReadOnlyList<Post> Posts => [.. TeamsPosts];

    private IEnumerable<TeamsPost> TeamsPosts =>
        _rooms.SelectMany(room =>
            room.Conversation.Messages.Where(message => !message.IsDeleted).Select(message => new TeamsPost(message, room, person))
        );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Join(TeamsRoom room) => _rooms.Add(room);

    public Dialog? FindForm(string title) =>
        TeamsPosts.LastOrDefault(post => post.Card is { } card && TeamsCard.Inputs(card).Any() && post.Says(title)) is { } form
            ? new TeamsDialog(this, platform, form)
            : null;

    public async Task SayAsync(Room room, string line)
    {
        var answer = await platform.Teams.SayAsync(
            ((TeamsRoom)room).Conversation,
            person,
            line,
            mentionBot: room.IsShared,
            cancellationToken: Token
        );
        Assert.Equal(200, (int)answer.Status);
    }

    public async Task SendFileAsync(string line, string name, byte[] content)
    {
        var file = platform.Teams.AddFile(name, "image/png", content);
        var answer = await platform.Teams.SayAsync(own.Conversation, person, line, files: [file], cancellationToken: Token);
        Assert.Equal(200, (int)answer.Status);
    }

    public async Task SayDeliveredTwiceAsync(Room room, string line)
    {
        var first = await platform.Teams.SayAsync(((TeamsRoom)room).Conversation, person, line, cancellationToken: Token);
        var again = platform.Teams.Compose("message", ((TeamsRoom)room).Conversation, person);
        (again["id"], again["text"]) = (first.ActivityId, line);
        await platform.Teams.RawAsync(again, cancellationToken: Token);
    }

    public async Task PressAsync(Post post, string label)
    {
        var pressed = (TeamsPost)post;
        var action = TeamsCard.Action(pressed.Card!.Value, label);
        await ExecuteAsync(pressed, action.Verb, action.Title, action.Data);
    }

    /// <summary>Presses an Action.Execute, with the values of the card's inputs.</summary>
    public async Task ExecuteAsync(TeamsPost post, string verb, string title, JsonObject data)
    {
        var answer = await platform.Teams.PressAsync(
            post.Room.Conversation,
            person,
            post.Message.Id,
            verb,
            data,
            title,
            cancellationToken: Token
        );
        Assert.Equal(200, answer.InvokeStatus);
        Aside = answer.Message ?? "";
    }

    public Func<Task> Aim(Post post, string label, string? verb = null)
    {
        var pressed = (TeamsPost)post;
        var action = TeamsCard.Action(pressed.Card!.Value, label);
        var activity = platform.Teams.Compose("invoke", pressed.Room.Conversation, person, pressed.Message.ThreadId);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = pressed.Message.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = verb ?? action.Verb,
                ["data"] = action.Data,
            },
            ["trigger"] = "manual",
        };
        return async () => Aside = (await platform.Teams.RawAsync(activity, cancellationToken: Token)).Message ?? "";
    }

    public Task WaitUntilAsync(Func<bool> isSo, string what) => platform.WaitUntilAsync(isSo, what);
}

/// <summary>A message in Teams, as one person sees it.</summary>
internal sealed record TeamsPost(FakeMessage Message, TeamsRoom Room, FakePerson Viewer) : Post
{
    public System.Text.Json.JsonElement? Card => Message.CardFor(Viewer);

    public override string Words => Card is { } card ? TeamsCard.Words(card) : Message.Text ?? "";

    public override IReadOnlyList<string> Buttons => Card is { } card ? [.. TeamsCard.Actions(card).Select(action => action.Title)] : [];

    public override bool IsShared => Room.IsShared;

    public override string Raw => Message.Activity.GetRawText();

    // Without its entity a mention is only text.
    public override bool CallsSomebody => Message.Activity.GetRawText().Contains("\"mentioned\"", StringComparison.Ordinal);

    public override IEnumerable<string> DisguisedLinks => TeamsCard.DisguisedLinks(Card, Message.Text ?? "");

    public override string? LinkOf(string label) => Card is { } card ? TeamsCard.LinkOf(card, label) : null;
}
