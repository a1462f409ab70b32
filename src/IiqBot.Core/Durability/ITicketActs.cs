using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// Remembers for two days who did what through the bot: Incident IQ itself only knows the service account, and a colleague
/// wants to know who took the ticket. All replicas see the same acts.
/// </summary>
public interface ITicketActs
{
    /// <summary>Remembers an act.</summary>
    Task AddAsync(TicketAct act, CancellationToken cancellationToken);

    /// <summary>The latest acts on a ticket, oldest first.</summary>
    Task<IReadOnlyList<TicketAct>> OnAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>The acts on all tickets that were remembered since this time, oldest first.</summary>
    Task<IReadOnlyList<TicketAct>> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken);
}

/// <summary>What somebody did to a ticket through the bot.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Text">What, as a sentence that names them.</param>
/// <param name="SharedText">The sentence for where others read along: it names technicians only.</param>
/// <param name="At">The ticket's modification time right after.</param>
public sealed record TicketAct(Guid TicketId, string Text, string SharedText, DateTimeOffset At)
{
    /// <summary>The act's own id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Whether it changed the ticket's state: a comment, a note or the filing itself stops nobody else.</summary>
    public bool IsChange { get; init; } = true;

    /// <summary>What was before, for an act that can be taken back; null for the others.</summary>
    public TicketBefore? Before { get; init; }

    /// <summary>Who was notified of it, and is notified if it is undone; null for nobody.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>
    /// The ticket's state right after (<see cref="TicketArguments.StateOf"/>); null when it was not read, or the act changed none.
    /// </summary>
    public string? State { get; init; }

    /// <summary>When the attempt that did it began, by the bot's clock; null for acts of versions that did not say.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When the act was done, by the bot's clock.</summary>
    public DateTimeOffset DoneAt { get; init; }
}
