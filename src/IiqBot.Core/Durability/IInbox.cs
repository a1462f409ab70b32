using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// Requests that write, stored before they are acknowledged. Whoever stores or leases one owns it for
/// <see cref="LeaseTime"/>; then another may take it over. Every method that changes an item does nothing when it was taken over
/// since the caller got it (<see cref="WorkItem.Attempts"/> tells), by whomever.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when nothing could be stored or read.</remarks>
public interface IInbox
{
    /// <summary>How long an item belongs to whoever leased it: longer than any request may take.</summary>
    static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);

    /// <summary>Stands in the keys under which a form is known, however often it is sent: a failure frees them.</summary>
    const string FormMark = ":form:";

    /// <summary>Stores an item under its keys and leases it to the caller, unless one of the keys is known already.</summary>
    /// <param name="item">The item, new.</param>
    /// <param name="keys">What a repeat of it is known by; each alone is enough.</param>
    /// <param name="cancellationToken">Ends the storing.</param>
    Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down the answer and, in one transaction with it, what follows from it. The answer is still to be shown. When it says
    /// that the request failed, the form that it came from may be sent again.
    /// </summary>
    Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the item for later. The lease ends with it if the person was told before that it waits; otherwise with
    /// <see cref="ShownAsync"/>, so that nobody carries it out while that notice is on its way.
    /// </summary>
    Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Forgets an item and its keys, because it did nothing and may come again: it failed, or a form was asked anew.</summary>
    Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken);

    /// <summary>
    /// Remembers where the answer, or the notice that the item waits, was shown, and the ticket's card in it. An answered item is
    /// done with that, and of a waiting one the person is told, also when <paramref name="where"/> is null because nothing was posted
    /// that stays.
    /// </summary>
    Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken);

    /// <summary>Ends the lease at once, so that somebody else takes the item over without waiting.</summary>
    Task HandBackAsync(WorkItem item, CancellationToken cancellationToken);

    /// <summary>
    /// Begins the caller's lease anew, before work on an item that had to queue; false when somebody else took the item over
    /// meanwhile, and is at it.
    /// </summary>
    Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken);

    /// <summary>An item; null when it was forgotten.</summary>
    Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Leases what is to be done now, oldest first: items whose owner died (received or answered), and waiting items whose time
    /// has come and that are the oldest of their person. Each counts as one more attempt.
    /// </summary>
    Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken);

    /// <summary>The same without what waits: what to do while there is no use in carrying out what waits.</summary>
    Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken);

    /// <summary>What waits of one person, oldest first.</summary>
    Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken);

    /// <summary>Withdraws a waiting item of the person's that nobody is at just now; false when it is not there any more.</summary>
    Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken);
}

/// <summary>What follows from a request that was carried out, stored in one transaction with its answer.</summary>
/// <param name="Deliveries">What is to be sent to other conversations.</param>
/// <param name="Audit">The entry in the audit log; null for what changed nothing.</param>
public sealed record Consequences(IReadOnlyList<Delivery> Deliveries, AuditEntry? Audit);

/// <summary>The storage cannot be written or read now: full, read-only, broken or unreachable. Nothing was half done.</summary>
/// <param name="message">Which storage and why, without any data of a request.</param>
/// <param name="inner">The cause.</param>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
