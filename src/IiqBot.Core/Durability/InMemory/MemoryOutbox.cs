using IiqBot.Core.Messaging;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>The outbox in memory, for one process that may lose its data.</summary>
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
