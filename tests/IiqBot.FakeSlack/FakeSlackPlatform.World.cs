using System.Text;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.Api;

namespace IiqBot.FakeSlack;

/// <content>Workspaces, people, conversations and files.</content>
public sealed partial class FakeSlackPlatform
{
    private readonly FileMethods _files;

    /// <summary>The home workspace.</summary>
    public FakeTeam Team => _world.Home;

    /// <summary>Another workspace, whose people can be in shared channels.</summary>
    public static FakeTeam AddTeam(string id, string domain, string? enterpriseId = null) => new(id, domain, enterpriseId);

    /// <summary>Adds an account.</summary>
    /// <param name="name">Real name.</param>
    /// <param name="email">E-mail address; null for bots.</param>
    /// <param name="kind">Member, guest or bot.</param>
    /// <param name="team">The workspace; the home workspace if null.</param>
    /// <param name="id">The user id; made up if null.</param>
    public FakePerson AddPerson(
        string name,
        string? email,
        PersonKind kind = PersonKind.Member,
        FakeTeam? team = null,
        string? id = null
    ) => _world.AddPerson(name, email, kind, team ?? Team, id);

    /// <summary>Adds a channel, with the bot in it.</summary>
    public FakeChannel AddChannel(string name, IEnumerable<FakePerson> members, ChannelKind kind = ChannelKind.Public) =>
        _world.AddChannel(name, kind, members);

    /// <summary>The direct message of a person with the bot.</summary>
    public FakeChannel AddDirectMessage(FakePerson person) => _world.Direct(person).Channel;

    /// <summary>The direct message of two people, from which the bot gets only the links in its domains.</summary>
    public FakeChannel AddDirectMessage(FakePerson one, FakePerson other)
    {
        var channel = _world.AddChannel("directmessage", ChannelKind.Im, [one, other]);
        channel.HasBot = false;
        return channel;
    }

    /// <summary>A conversation by its id; null if there is none.</summary>
    public FakeChannel? Channel(string id) => _world.Channel(id);

    /// <summary>Adds an uploaded file; attach it with <see cref="AddMessage"/> or <see cref="SlackClient.SayAsync"/>.</summary>
    public FakeFile AddFile(FakePerson uploader, string name, string mimeType, byte[] content)
    {
        var id = _world.NewId('F');
        return _world.Add(new FakeFile(id, name, mimeType, content, _files.Url(id, name), uploader));
    }

    /// <summary>Adds an external file: its <c>url_private</c> is <paramref name="url"/>, which is not one of Slack's.</summary>
    public FakeFile AddExternalFile(FakePerson uploader, string name, Uri url) =>
        _world.Add(new FakeFile(_world.NewId('F'), name, "text/plain", [], url, uploader) { IsExternal = true });

    /// <summary>Adds an e-mail that was forwarded to Slack; its title is the subject.</summary>
    public FakeFile AddEmail(FakePerson uploader, string subject, string plainText)
    {
        var id = _world.NewId('F');
        return _world.Add(
            new FakeFile(id, subject, "text/html", Encoding.UTF8.GetBytes(plainText), _files.Url(id, subject), uploader)
            {
                PlainText = plainText,
            }
        );
    }

    /// <summary>
    /// Adds a message of another app to a conversation without notifying the bot, such as an alert whose text is in attachments or blocks.
    /// </summary>
    public FakeMessage AddAlert(FakeChannel channel, FakePerson app, JsonObject content)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(content);
        var message = new FakeMessage(_world.Gate, channel, _world.NewStamp(), app, null, content.ToElement());
        channel.Add(message);
        return message;
    }

    /// <summary>Adds a message to a conversation without notifying the bot.</summary>
    public FakeMessage AddMessage(
        FakeChannel channel,
        FakePerson author,
        string text,
        FakeMessage? thread = null,
        IReadOnlyList<FakeFile>? files = null
    )
    {
        ArgumentNullException.ThrowIfNull(channel);
        var message = Draft(channel, author, text, thread, files);
        channel.Add(message);
        return message;
    }

    /// <summary>The address of a message, as <c>chat.getPermalink</c> would return it.</summary>
    public string PermalinkOf(FakeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return MessageJson.Permalink(_options, message);
    }

    /// <summary>The Slack client of a person.</summary>
    public SlackClient As(FakePerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new SlackClient(this, person);
    }
}
