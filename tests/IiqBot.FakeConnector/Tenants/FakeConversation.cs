using System.Threading.Channels;

namespace IiqBot.FakeConnector;

/// <summary>Teams' <c>conversationType</c>.</summary>
public enum ConversationKind
{
    /// <summary>One person and the bot.</summary>
    Personal,

    /// <summary>Several people and the bot.</summary>
    GroupChat,

    /// <summary>A channel of a team, with threads.</summary>
    Channel,
}

/// <summary>Whether the bot may write in a conversation it belongs to.</summary>
public enum BotAccess
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>The person blocked the bot: 403, sub-code MessageWritesBlocked.</summary>
    BlockedByUser,

    /// <summary>The tenant's administrator switched the app off: 403 BotDisabledByAdmin.</summary>
    DisabledByAdmin,
}

/// <summary>A chat or channel and all its messages.</summary>
public sealed class FakeConversation
{
    private readonly List<FakePerson> _members;
    private readonly Dictionary<string, FakeMessage> _byId = new(StringComparer.Ordinal);
    private readonly List<FakeMessage> _messages = [];
    private readonly Lock _gate = new();
    private readonly HashSet<string> _delivered = new(StringComparer.Ordinal);
    private int _typing;

    internal FakeConversation(string id, ConversationKind kind, FakeTenant tenant, string? name, IEnumerable<FakePerson> members)
    {
        (Id, Kind, Tenant, Name) = (id, kind, tenant, name);
        _members = [.. members];
    }

    /// <summary>The id without <c>;messageid=</c>.</summary>
    public string Id { get; }

    /// <summary>Personal chat, group chat or channel.</summary>
    public ConversationKind Kind { get; }

    /// <summary>The tenant of the conversation.</summary>
    public FakeTenant Tenant { get; }

    /// <summary>The channel's or chat's name; null for personal chats and General.</summary>
    public string? Name { get; }

    /// <summary>The team of a channel; null elsewhere.</summary>
    public FakeTeam? Team { get; internal set; }

    /// <summary>Whether the bot is in the roster.</summary>
    public bool IsBotInstalled { get; set; }

    /// <summary>Whether the bot may write.</summary>
    public BotAccess Access { get; set; }

    /// <summary>How often the bot showed that it is typing.</summary>
    public int TypingCount => Volatile.Read(ref _typing);

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

    /// <summary>The bot's messages, in order, with their current content; deleted messages are marked.</summary>
    public IReadOnlyList<FakeMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages.Where(m => m.Author is null)];
            }
        }
    }

    internal Channel<FakeMessage> Sent { get; } = Channel.CreateUnbounded<FakeMessage>();

    internal Channel<FakeMessage> Updated { get; } = Channel.CreateUnbounded<FakeMessage>();

    internal Channel<int> Typing { get; } = Channel.CreateUnbounded<int>();

    internal FakeMessage? Find(string messageId)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(messageId);
        }
    }

    /// <summary>Remembers an activity sent to the bot that is not a message, such as an invoke, because it can be answered too.</summary>
    internal void Deliver(string activityId)
    {
        lock (_gate)
        {
            _delivered.Add(activityId);
        }
    }

    internal bool CanBeAnswered(string activityId)
    {
        lock (_gate)
        {
            return _delivered.Contains(activityId) || _byId.TryGetValue(activityId, out var message) && !message.IsDeleted;
        }
    }

    internal void Add(FakeMessage message)
    {
        lock (_gate)
        {
            _byId.Add(message.Id, message);
            _messages.Add(message);
        }

        if (message.Author is null)
            Sent.Writer.TryWrite(message);
    }

    internal void AddTyping() => Typing.Writer.TryWrite(Interlocked.Increment(ref _typing));

    internal void AddMember(FakePerson person)
    {
        lock (_gate)
        {
            if (!_members.Contains(person))
                _members.Add(person);
        }
    }

    internal void RemoveMember(FakePerson person)
    {
        lock (_gate)
        {
            _members.Remove(person);
        }
    }
}
