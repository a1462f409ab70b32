using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>Acts in memory, for one process that may lose its data.</summary>
public sealed class MemoryTicketActs : ITicketActs, IDisposable
{
    private const int MostPerTicket = 20;
    private const int MostRecent = 1000;
    private static readonly MemoryCacheEntryOptions Entry = new() { SlidingExpiration = TimeSpan.FromDays(2), Size = 1 };
    private readonly MemoryCache _acts = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly List<TicketAct> _recent = [];
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public Task AddAsync(TicketAct act, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _acts.Set(act.TicketId, On(act.TicketId).Append(act).TakeLast(MostPerTicket).ToArray(), Entry);
            if (_recent.Count == MostRecent)
                _recent.RemoveAt(0);
            _recent.Add(act);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketAct>> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<TicketAct>>([.. _recent.Where(act => act.DoneAt >= time)]);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketAct>> OnAsync(Guid ticketId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TicketAct>>(On(ticketId));

    /// <inheritdoc />
    public void Dispose() => _acts.Dispose();

    private TicketAct[] On(Guid ticketId) => _acts.Get<TicketAct[]>(ticketId) ?? [];
}
