using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>Posted cards in memory, for one process that may forget; the latest thousand.</summary>
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

/// <summary>The outbox in memory, for one process that may forget.</summary>
public sealed class MemoryOutbox(TimeProvider time) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<Delivery> _waiting = [];
    private readonly List<Delivery> _leased = [];
    private readonly List<Delivery> _dead = [];

    /// <inheritdoc />
    public Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _waiting.AddRange(deliveries.Where(delivery => !delivery.IsGivenUp && _waiting.All(known => known.Key != delivery.Key)));
            _dead.AddRange(deliveries.Where(delivery => delivery.IsGivenUp));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Delivery>> LeaseDueAsync(int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            IReadOnlyList<Delivery> due =
            [
                .. _waiting
                    .Where(delivery => delivery.Due <= now && _leased.All(other => PlaceOf(other) != PlaceOf(delivery)))
                    .DistinctBy(PlaceOf)
                    .OrderBy(delivery => delivery.Due)
                    .Take(most),
            ];
            foreach (var delivery in due)
                Move(delivery, _waiting, _leased);
            return Task.FromResult(due);
        }
    }

    /// <inheritdoc />
    public Task DoneAsync(Delivery delivery, CancellationToken cancellationToken) =>
        Change(() => _leased.RemoveAll(known => known.Id == delivery.Id));

    /// <inheritdoc />
    public Task RetryAsync(Delivery delivery, DeliveryOutcome outcome, DateTimeOffset due, CancellationToken cancellationToken) =>
        Change(() => Move(delivery with { Attempts = delivery.Attempts + 1, LastOutcome = outcome, Due = due }, _leased, _waiting));

    /// <inheritdoc />
    public Task BuryAsync(Delivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken) =>
        Change(() => Move(delivery with { Attempts = delivery.Attempts + 1, LastOutcome = outcome }, _leased, _dead));

    /// <inheritdoc />
    public Task<IReadOnlyList<Delivery>> DeadAsync(int most, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<Delivery>>([.. _dead.AsEnumerable().Reverse().Take(most)]);
    }

    /// <inheritdoc />
    public Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_dead.Find(delivery => delivery.Id == id) is not { } found)
                return Task.FromResult(false);
            Move(found with { Due = time.GetUtcNow(), Attempts = 0 }, _dead, _waiting);
            return Task.FromResult(true);
        }
    }

    private static (string, string, string) PlaceOf(Delivery delivery) =>
        (delivery.To.Platform, delivery.To.Tenant, delivery.To.Conversation);

    private Task Change(Action change)
    {
        lock (_gate)
            change();
        return Task.CompletedTask;
    }

    private static void Move(Delivery delivery, List<Delivery> from, List<Delivery> to)
    {
        from.RemoveAll(known => known.Id == delivery.Id);
        to.Add(delivery);
    }
}

/// <summary>The audit log of a process that may forget; the latest thousand entries.</summary>
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
    private readonly ConcurrentDictionary<(string, string, string), (Person Person, DateTimeOffset At)> _people = new();

    /// <inheritdoc />
    public Task RememberAsync(Actor actor, Person person, CancellationToken cancellationToken)
    {
        _people[KeyOf(actor)] = (person, time.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Person?> FindAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(
            _people.TryGetValue(KeyOf(actor), out var known) && time.GetUtcNow() - known.At < IKnownPeople.Lifetime ? known.Person : null
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
            let platform = known.Key.Item1
            where known.Value.At > oldest && isMeant(platform, known.Value.Person)
            orderby known.Value.At descending
            select new Actor(platform, known.Key.Item2, known.Key.Item3);
        return Task.FromResult<IReadOnlyList<Actor>>([.. found.Take(most)]);
    }

    /// <inheritdoc />
    public Task ForgetAsync(Actor actor, CancellationToken cancellationToken)
    {
        _people.TryRemove(KeyOf(actor), out _);
        return Task.CompletedTask;
    }

    private static (string, string, string) KeyOf(Actor actor) => (actor.Platform, actor.Tenant, actor.UserId);
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
        Task.FromResult(
            _known
                .Values.FirstOrDefault(known =>
                    known.Address.IsOneToOne
                    && known.Owner is { } owner
                    && (owner.Platform, owner.Tenant, owner.UserId) == (person.Platform, person.Tenant, person.UserId)
                )
                .Address
                ?? null
        );

    /// <inheritdoc />
    public Task ForgetAsync(ConversationAddress conversation, CancellationToken cancellationToken)
    {
        _known.TryRemove(KeyOf(conversation), out _);
        return Task.CompletedTask;
    }

    private static (string, string, string) KeyOf(ConversationAddress conversation) =>
        (conversation.Platform, conversation.Tenant, conversation.Conversation);
}
