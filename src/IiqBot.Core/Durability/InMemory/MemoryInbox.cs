using IiqBot.Core.Model;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>
/// The inbox in memory, for one process that may lose its data: the terminal chat and tests. It deletes a finished request an hour after
/// its arrival.
/// </summary>
public sealed class MemoryInbox(IOutbox outbox, IPostedCards cards, IAuditLog log, TimeProvider time) : IInbox
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Entry> _entries = [];
    private long _stored;
    private readonly Dictionary<string, Guid> _byKey = new(StringComparer.Ordinal);

    private sealed record Entry(long Number, WorkItem Item, IReadOnlyList<string> Keys, DateTimeOffset LeasedUntil);

    /// <inheritdoc />
    public Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Tidy();
            foreach (var key in keys)
            {
                if (_byKey.TryGetValue(key, out var first))
                    return Task.FromResult(new Receipt(_entries[first].Item, IsNew: false));
            }

            var othersWait = _entries.Values.Any(entry => entry.Item.State == WorkState.Waiting && IsOf(entry.Item, item.Request.Actor));
            _entries[item.Id] = new(++_stored, item, keys, time.GetUtcNow() + IInbox.LeaseTime);
            foreach (var key in keys)
                _byKey[key] = item.Id;
            return Task.FromResult(new Receipt(item, IsNew: true, othersWait));
        }
    }

    /// <inheritdoc />
    public async Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken)
    {
        if (!Move(item, WorkState.Answered, entry => entry with { Item = entry.Item with { Answer = answer, Due = null } }))
            return;
        if (answer.IsFailure)
            FreeForm(item.Id);
        await outbox.EnqueueAsync(consequences.Deliveries, cancellationToken);
        if (consequences.Audit is { } audit)
            await log.AppendAsync(audit, cancellationToken);
    }

    /// <inheritdoc />
    public Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken)
    {
        Move(
            item,
            WorkState.Waiting,
            entry =>
                entry with
                {
                    Item = entry.Item with { Due = due },
                    LeasedUntil = entry.Item.IsTold ? default : time.GetUtcNow() + IInbox.LeaseTime,
                }
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!IsHeld(item))
                return Task.CompletedTask;
            Remove(item.Id);
        }

        return audit is null ? Task.CompletedTask : log.AppendAsync(audit, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken)
    {
        Change(
            item,
            entry =>
                entry with
                {
                    Item = entry.Item with
                    {
                        Shown = where ?? entry.Item.Shown,
                        IsTold = entry.Item.IsTold || where is not null || entry.Item.State == WorkState.Waiting,
                        State = entry.Item.State.MayBecome(WorkState.Done) ? WorkState.Done : entry.Item.State,
                    },
                    LeasedUntil = entry.Item.State == WorkState.Waiting ? default : entry.LeasedUntil,
                }
        );
        if (card is not null)
            await cards.RememberAsync(card, cancellationToken);
    }

    /// <inheritdoc />
    public Task HandBackAsync(WorkItem item, CancellationToken cancellationToken)
    {
        Change(item, entry => entry with { LeasedUntil = default });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken) =>
        Task.FromResult(
            Change(item, entry => entry with { LeasedUntil = time.GetUtcNow() + IInbox.LeaseTime }, entry => entry.Item.State.IsOpen())
        );

    /// <inheritdoc />
    public Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_entries.GetValueOrDefault(id)?.Item);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken) =>
        LeaseAsync(most, withWaiting: true);

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken) =>
        LeaseAsync(most, withWaiting: false);

    private Task<IReadOnlyList<WorkItem>> LeaseAsync(int most, bool withWaiting)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var due = _entries
                .Values.Where(entry =>
                    entry.LeasedUntil <= now && IsDue(entry, now) && (withWaiting || entry.Item.State != WorkState.Waiting)
                )
                .OrderBy(entry => entry.Number)
                .Take(most)
                .ToList();
            foreach (var entry in due)
                _entries[entry.Item.Id] = entry with
                {
                    Item = entry.Item with { Attempts = entry.Item.Attempts + 1 },
                    LeasedUntil = now + IInbox.LeaseTime,
                };
            return Task.FromResult<IReadOnlyList<WorkItem>>([.. due.Select(entry => _entries[entry.Item.Id].Item)]);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<WorkItem>>([
                .. _entries
                    .Values.Where(entry => entry.Item.State == WorkState.Waiting && IsOf(entry.Item, person))
                    .OrderBy(entry => entry.Number)
                    .Select(entry => entry.Item),
            ]);
        }
    }

    /// <inheritdoc />
    public async Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (
                !_entries.TryGetValue(id, out var found)
                || !found.Item.State.MayBecome(WorkState.Withdrawn)
                || !IsOf(found.Item, person)
                || found.LeasedUntil > time.GetUtcNow()
            )
                return false;
            _entries[id] = found with { Item = found.Item with { State = WorkState.Withdrawn, Due = null } };
        }

        await log.AppendAsync(audit, cancellationToken);
        return true;
    }

    private bool IsDue(Entry entry, DateTimeOffset now) =>
        entry.Item.State switch
        {
            WorkState.Waiting => entry.Item.Due <= now
                && !_entries.Values.Any(other =>
                    other.Item.State == WorkState.Waiting && other.Number < entry.Number && IsOf(other.Item, entry.Item.Request.Actor)
                ),
            var state => state.IsOpen(),
        };

    private static bool IsOf(WorkItem item, Actor person) => item.Request.Actor.Key == person.Key;

    private bool IsHeld(WorkItem item) => _entries.TryGetValue(item.Id, out var entry) && entry.Item.Attempts == item.Attempts;

    private bool Move(WorkItem item, WorkState next, Func<Entry, Entry> change) =>
        Change(item, entry => change(entry with { Item = entry.Item with { State = next } }), entry => entry.Item.State.MayBecome(next));

    private bool Change(WorkItem item, Func<Entry, Entry> change, Func<Entry, bool>? mayChange = null)
    {
        lock (_gate)
        {
            if (!IsHeld(item) || mayChange?.Invoke(_entries[item.Id]) == false)
                return false;
            _entries[item.Id] = change(_entries[item.Id]);
            return true;
        }
    }

    private void FreeForm(Guid id)
    {
        lock (_gate)
        {
            foreach (var key in _entries[id].Keys.Where(key => key.Contains(IInbox.FormMark, StringComparison.Ordinal)))
                _byKey.Remove(key);
        }
    }

    private void Tidy()
    {
        var old = time.GetUtcNow() - Memory;
        foreach (var entry in _entries.Values.Where(entry => !entry.Item.State.IsOpen() && entry.Item.ReceivedAt < old).ToList())
            Remove(entry.Item.Id);
    }

    private void Remove(Guid id)
    {
        if (!_entries.Remove(id, out var entry))
            return;
        foreach (var key in entry.Keys)
            _byKey.Remove(key);
    }
}
