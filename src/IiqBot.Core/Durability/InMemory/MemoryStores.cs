using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>The latest thousand posted cards in memory, for one process that may lose its data.</summary>
public sealed class MemoryPostedCards : IPostedCards
{
    private const int Most = 1000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string, string, string), PostedCard> _cards = [];

    /// <inheritdoc />
    public Task RememberAsync(PostedCard card, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_cards.Count >= Most)
                _cards.Remove(_cards.MinBy(known => known.Value.PostedAt).Key);
            if (_cards.TryGetValue(KeyOf(card.Message), out var known) && known.TicketId == card.TicketId && TicksOf(known) > TicksOf(card))
                return Task.CompletedTask;
            _cards[KeyOf(card.Message)] = card;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<PostedCard>> OfTicketAsync(Guid ticketId, int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<PostedCard>>([
                .. _cards.Values.Where(card => card.TicketId == ticketId).OrderByDescending(card => card.PostedAt).Take(most),
            ]);
        }
    }

    /// <inheritdoc />
    public Task<PostedCard?> InAsync(PostedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_cards.GetValueOrDefault(KeyOf(message)));
    }

    /// <inheritdoc />
    public Task ForgetAsync(PostedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
            _cards.Remove(KeyOf(message));
        return Task.CompletedTask;
    }

    // Versions are hexadecimal ticks (TicketArguments.VersionOf).
    private static long TicksOf(PostedCard card) =>
        long.TryParse(card.Version, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks) ? ticks : 0;

    private static (string, string, string, string) KeyOf(PostedMessage message) =>
        (message.Conversation.Platform, message.Conversation.Tenant, message.Conversation.Conversation, message.MessageId);
}

/// <summary>The latest thousand entries of the audit log in memory, for one process that may lose its data.</summary>
public sealed class MemoryAuditLog : IAuditLog
{
    private const int Most = 1000;
    private readonly ConcurrentQueue<AuditEntry> _entries = new();

    /// <inheritdoc />
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        _entries.Enqueue(entry);
        if (_entries.Count > Most)
            _entries.TryDequeue(out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<AuditEntry?> FindAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.LastOrDefault(entry => entry.Reference.Equals(reference, StringComparison.OrdinalIgnoreCase)));

    /// <inheritdoc />
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var entry in _entries.Where(entry => entry.At >= from && entry.At < to))
            yield return entry;
    }
}

/// <summary>Known people in memory.</summary>
public sealed class MemoryKnownPeople(TimeProvider time) : IKnownPeople
{
    private readonly ConcurrentDictionary<ActorKey, (Person Person, DateTimeOffset At)> _people = new();

    /// <inheritdoc />
    public Task RememberAsync(Actor actor, Person person, CancellationToken cancellationToken)
    {
        _people[actor.Key] = (person, time.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Person?> FindAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(
            _people.TryGetValue(actor.Key, out var known) && time.GetUtcNow() - known.At < IKnownPeople.Lifetime ? known.Person : null
        );

    /// <inheritdoc />
    public Task<IReadOnlyList<Actor>> AdministratorsAsync(string exceptOn, int most, CancellationToken cancellationToken) =>
        Latest(most, (platform, person) => platform != exceptOn && person.IsAdministrator);

    /// <inheritdoc />
    public Task<IReadOnlyList<Actor>> OfAccountAsync(Guid account, int most, CancellationToken cancellationToken) =>
        Latest(most, (_, person) => person.Id == account);

    private Task<IReadOnlyList<Actor>> Latest(int most, Func<string, Person, bool> isMeant)
    {
        var oldest = time.GetUtcNow() - IKnownPeople.Lifetime;
        var found =
            from known in _people
            where known.Value.At > oldest && isMeant(known.Key.Platform, known.Value.Person)
            orderby known.Value.At descending
            select new Actor(known.Key.Platform, known.Key.Tenant, known.Key.UserId);
        return Task.FromResult<IReadOnlyList<Actor>>([.. found.Take(most)]);
    }

    /// <inheritdoc />
    public Task ForgetAsync(Actor actor, CancellationToken cancellationToken)
    {
        _people.TryRemove(actor.Key, out _);
        return Task.CompletedTask;
    }
}

/// <summary>Conversations in memory.</summary>
public sealed class MemoryConversations : IConversations
{
    private readonly ConcurrentDictionary<(string, string, string), (ConversationAddress Address, Actor? Owner)> _known = new();

    /// <inheritdoc />
    public Task<bool> RememberAsync(ConversationAddress conversation, Actor? owner, CancellationToken cancellationToken)
    {
        var isNew = _known.TryAdd(KeyOf(conversation), (conversation, owner));
        if (!isNew)
            _known[KeyOf(conversation)] = (conversation, owner);
        return Task.FromResult(isNew);
    }

    /// <inheritdoc />
    public Task<ConversationAddress?> PersonalOfAsync(Actor person, CancellationToken cancellationToken) =>
        Task.FromResult(_known.Values.FirstOrDefault(known => known.Address.IsOneToOne && known.Owner?.Key == person.Key).Address ?? null);

    /// <inheritdoc />
    public Task ForgetAsync(ConversationAddress conversation, CancellationToken cancellationToken)
    {
        _known.TryRemove(KeyOf(conversation), out _);
        return Task.CompletedTask;
    }

    private static (string, string, string) KeyOf(ConversationAddress conversation) =>
        (conversation.Platform, conversation.Tenant, conversation.Conversation);
}
