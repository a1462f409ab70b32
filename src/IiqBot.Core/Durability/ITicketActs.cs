using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// Remembers for two days who did what through the bot. Incident IQ itself only knows the service account, but colleagues want to know who
/// took the ticket. All replicas see the same acts.
/// </summary>
public interface ITicketActs
{
    /// <summary>Adds an act.</summary>
    Task AddAsync(TicketAct act, CancellationToken cancellationToken);

    /// <summary>The latest acts on a ticket, oldest first.</summary>
    Task<IReadOnlyList<TicketAct>> OnAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>The acts on all tickets since this time, oldest first.</summary>
    Task<IReadOnlyList<TicketAct>> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken);
}

/// <summary>What a person did to a ticket through the bot.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Text">A sentence that says what they did and names them.</param>
/// <param name="SharedText">The sentence for conversations that others can read. It names technicians only.</param>
/// <param name="At">The ticket's modification time right after the act.</param>
public sealed record TicketAct(Guid TicketId, string Text, string SharedText, DateTimeOffset At)
{
    /// <summary>The act's own id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who did it.</summary>
    public Guid PersonId { get; init; }

    /// <summary>
    /// Whether it changed the ticket's state. A comment, a note or the filing itself does not block another person's change.
    /// </summary>
    public bool IsChange { get; init; } = true;

    /// <summary>The state before, if the act can be undone; null otherwise.</summary>
    public TicketBefore? Before { get; init; }

    /// <summary>Who was notified of it, and will be if it is undone; null for nobody.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>
    /// The ticket's state right after the act (<see cref="TicketArguments.StateOf"/>); null if the bot did not read it, or the act did not
    /// change it.
    /// </summary>
    public string? State { get; init; }

    /// <summary>When the attempt that did it began, by the bot's clock; null for acts of older versions.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When the act happened, by the bot's clock.</summary>
    public DateTimeOffset DoneAt { get; init; }
}
