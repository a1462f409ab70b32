using System.Globalization;

namespace IiqBot.FakeSlack.World;

/// <summary>Everything in the fake Slack. One lock protects all of it: tests are small, and readers see complete changes.</summary>
internal sealed class SlackWorld
{
    private readonly Dictionary<string, FakePerson> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeChannel> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeFile> _files = new(StringComparer.Ordinal);
    private readonly FakeSlackOptions _options;
    private long _lastStamp;
    private int _ids;

    public SlackWorld(FakeSlackOptions options)
    {
        _options = options;
        Home = new FakeTeam(options.TeamId, options.TeamDomain, options.EnterpriseId);
    }

    public Lock Gate { get; } = new();

    public FakeTeam Home { get; }

    public DateTimeOffset Now => _options.TimeProvider.GetUtcNow();

    /// <summary>A new id: the letter of its kind, a zero, and eight characters that never repeat.</summary>
    public string NewId(char kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}0{Interlocked.Increment(ref _ids):X8}");

    /// <summary>A new timestamp: seconds and microseconds, later than all earlier ones.</summary>
    public string NewStamp()
    {
        lock (Gate)
        {
            var now = (Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            _lastStamp = Math.Max(now, _lastStamp + 1);
            return string.Create(CultureInfo.InvariantCulture, $"{_lastStamp / 1_000_000}.{_lastStamp % 1_000_000:D6}");
        }
    }

    public FakePerson AddPerson(string name, string? email, PersonKind kind, FakeTeam team, string? id = null)
    {
        var person = new FakePerson(team, id ?? NewId('U'), name, email, kind);
        lock (Gate)
        {
            _people.Add(person.Id, person);
        }

        return person;
    }

    public FakeChannel AddChannel(string name, ChannelKind kind, IEnumerable<FakePerson> members)
    {
        var letter = kind switch
        {
            ChannelKind.Im => 'D',
            ChannelKind.Public => 'C',
            _ => 'G',
        };
        var channel = new FakeChannel(Gate, NewId(letter), name, kind, members);
        lock (Gate)
        {
            _channels.Add(channel.Id, channel);
        }

        return channel;
    }

    public FakeFile Add(FakeFile file)
    {
        lock (Gate)
        {
            _files.Add(file.Id, file);
        }

        return file;
    }

    public FakePerson? Person(string? id) => Find(_people, id);

    public FakeChannel? Channel(string? id) => Find(_channels, id);

    public FakeFile? File(string? id) => Find(_files, id);

    public FakePerson? PersonByEmail(string email)
    {
        lock (Gate)
        {
            return _people.Values.FirstOrDefault(p => string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The direct message of a person with the bot, opened if it does not exist.</summary>
    public (FakeChannel Channel, bool WasOpen) Direct(FakePerson person)
    {
        lock (Gate)
        {
            var open = _channels.Values.FirstOrDefault(c => c is { Kind: ChannelKind.Im, HasBot: true } && c.Members.Contains(person));
            return open is not null ? (open, true) : (AddChannel("directmessage", ChannelKind.Im, [person]), false);
        }
    }

    /// <summary>Whether a person of another organization shares a channel with the bot.</summary>
    public bool SharesChannel(FakePerson person)
    {
        lock (Gate)
        {
            return _channels.Values.Any(c => c.HasBot && c.Members.Contains(person));
        }
    }

    /// <summary>Whether a file is in a message of a conversation that the bot can see.</summary>
    public bool IsSeen(FakeFile file)
    {
        lock (Gate)
        {
            return _channels.Values.Any(c => (c.Kind == ChannelKind.Public || c.HasBot) && c.Messages.Any(m => m.Files.Contains(file)));
        }
    }

    private T? Find<T>(Dictionary<string, T> items, string? id)
        where T : class
    {
        lock (Gate)
        {
            return id is null ? null : items.GetValueOrDefault(id);
        }
    }
}
