using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Core.Features.Tickets;

/// <summary>What somebody did to a ticket through the bot.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Text">What, as a sentence that names them.</param>
/// <param name="SharedText">The sentence for where others read along: it names technicians only.</param>
/// <param name="At">The ticket's modification time right after.</param>
public sealed record TicketAct(Guid PersonId, string Text, string SharedText, DateTimeOffset At)
{
    /// <summary>Whether it changed the ticket's state: a comment, a note or the filing itself stops nobody else.</summary>
    public bool IsChange { get; init; } = true;
}

/// <summary>
/// Remembers who did what through the bot: Incident IQ itself only knows the service account, and a colleague wants to know
/// who took the ticket.
/// </summary>
public sealed class RecentActs : IDisposable
{
    private const int MostPerTicket = 20;
    private static readonly MemoryCacheEntryOptions Entry = new() { SlidingExpiration = TimeSpan.FromDays(2), Size = 1 };
    private readonly MemoryCache _acts = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly Lock _gate = new();

    /// <summary>Remembers an act.</summary>
    public void Add(Guid ticketId, TicketAct act)
    {
        lock (_gate) _acts.Set(ticketId, On(ticketId).Append(act).TakeLast(MostPerTicket).ToArray(), Entry);
    }

    /// <summary>The acts on a ticket, oldest first.</summary>
    public IReadOnlyList<TicketAct> On(Guid ticketId) => _acts.Get<TicketAct[]>(ticketId) ?? [];

    /// <inheritdoc />
    public void Dispose() => _acts.Dispose();
}
