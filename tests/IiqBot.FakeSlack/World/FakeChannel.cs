namespace IiqBot.FakeSlack;

/// <summary>The kind of a conversation.</summary>
public enum ChannelKind
{
    /// <summary>A public channel.</summary>
    Public,

    /// <summary>A private channel.</summary>
    Private,

    /// <summary>A direct message of one person with the bot, or of two people with each other.</summary>
    Im,

    /// <summary>A direct message of several people.</summary>
    Mpim,
}

/// <summary>A conversation and its messages.</summary>
public sealed class FakeChannel
{
    private readonly List<FakePerson> _members;
    private readonly List<FakeMessage> _messages = [];
    private readonly Queue<FakeMessage> _sent = new();
    private readonly Queue<FakeMessage> _updated = new();
    private readonly Lock _gate;

    internal FakeChannel(Lock gate, string id, string name, ChannelKind kind, IEnumerable<FakePerson> members)
    {
        (_gate, Id, Name, Kind) = (gate, id, name, kind);
        _members = [.. members];
    }

    /// <summary>The id; begins with C, G or D.</summary>
    public string Id { get; }

    /// <summary>The name without #; <c>directmessage</c> for direct messages.</summary>
    public string Name { get; }

    /// <summary>Public, private or direct.</summary>
    public ChannelKind Kind { get; }

    /// <summary>Whether it was archived: <c>is_archived</c>.</summary>
    public bool IsArchived { get; set; }

    /// <summary>Whether it is shared with another organization (Slack Connect): <c>is_ext_shared</c>.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether the bot is a member.</summary>
    public bool HasBot { get; set; } = true;

    /// <summary>The error that the workspace's posting rules cause, such as <c>restricted_action</c>; null if the bot may post.</summary>
    public string? PostingError { get; set; }

    /// <summary>The people in it.</summary>
    public IReadOnlyList<FakePerson> Members
    {
        get
        {
            lock (_gate)
            {
                return [.. _members];
            }
        }
    }

    /// <summary>All its current messages, whoever wrote them and whoever may see them; deleted messages are gone.</summary>
    public IReadOnlyList<FakeMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages.Where(m => !m.IsDeleted)];
            }
        }
    }

    internal bool IsDirect => Kind is ChannelKind.Im or ChannelKind.Mpim;

    internal FakeMessage? Find(string ts)
    {
        lock (_gate)
        {
            return _messages.Find(m => m.Ts == ts && !m.IsDeleted);
        }
    }

    internal void Add(FakeMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
            if (message.Author is null)
                _sent.Enqueue(message);
        }
    }

    internal void NoteUpdate(FakeMessage message)
    {
        lock (_gate)
        {
            _updated.Enqueue(message);
        }
    }

    internal FakeMessage? TakeSent()
    {
        lock (_gate)
        {
            return _sent.TryDequeue(out var message) ? message : null;
        }
    }

    internal FakeMessage? TakeUpdated()
    {
        lock (_gate)
        {
            return _updated.TryDequeue(out var message) ? message : null;
        }
    }

    internal void AddMember(FakePerson person)
    {
        lock (_gate)
        {
            if (!_members.Contains(person))
                _members.Add(person);
        }
    }
}
