using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// Requests that write. The bot stores them before it acknowledges them. The worker that stores or leases an item owns it for
/// <see cref="LeaseTime"/>; after that, another worker may take it over. Every method that changes an item does nothing if any worker has
/// taken it over since the caller got it (<see cref="WorkItem.Attempts"/> shows that).
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> if the storage cannot be read or written.</remarks>
public interface IInbox
{
    /// <summary>How long a lease lasts: longer than any request may take.</summary>
    static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);

    /// <summary>Marks the keys of a form, which stay the same however often a person sends it. A failure frees these keys.</summary>
    const string FormMark = ":form:";

    /// <summary>Stores an item under its keys and leases it to the caller, unless the inbox knows one of the keys.</summary>
    /// <param name="item">The new item.</param>
    /// <param name="keys">The keys that identify a repeat; one of them is enough.</param>
    /// <param name="cancellationToken">Cancels the storing.</param>
    Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the answer and its consequences in one transaction. The answer is not shown yet. If it says that the request failed, the
    /// person may send its form again.
    /// </summary>
    Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken);

    /// <summary>
    /// Saves the item for later. The lease ends now if the person already has a notice that it waits. Otherwise it ends with
    /// <see cref="ShownAsync"/>, so that no worker runs the item while that notice is on its way.
    /// </summary>
    Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Deletes an item and its keys, because it did nothing and may come again: it failed, or a form asked again.</summary>
    Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken);

    /// <summary>
    /// Records where the bot showed the answer, or the notice that the item waits, and the ticket's card in it. An answered item is then
    /// done. The person of a waiting item then counts as notified, even if <paramref name="where"/> is null because no posted message
    /// stays.
    /// </summary>
    Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken);

    /// <summary>Ends the lease now, so that another worker can take the item over without waiting.</summary>
    Task HandBackAsync(WorkItem item, CancellationToken cancellationToken);

    /// <summary>
    /// Starts the caller's lease again, before it works on an item that had to queue. Returns false if another worker has taken the item
    /// over meanwhile and works on it.
    /// </summary>
    Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken);

    /// <summary>The item; null if it was deleted.</summary>
    Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Leases the items that are due, oldest first: items whose owner crashed (received or answered), and waiting items that are due and
    /// the oldest of their person. Each lease counts as one more attempt.
    /// </summary>
    Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken);

    /// <summary>The same without waiting items, for times when it is useless to run those.</summary>
    Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken);

    /// <summary>A person's waiting items, oldest first.</summary>
    Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken);

    /// <summary>Withdraws a person's waiting item if no worker is running it. Returns false if it is no longer there.</summary>
    Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken);
}

/// <summary>The consequences of a completed request. The inbox stores them in one transaction with its answer.</summary>
/// <param name="Deliveries">The cards to send to other conversations.</param>
/// <param name="Audit">The entry for the audit log; null if the request changed nothing.</param>
public sealed record Consequences(IReadOnlyList<Delivery> Deliveries, AuditEntry? Audit);

/// <summary>The storage cannot be read or written now: it is full, read-only, broken or unreachable. Nothing is half done.</summary>
/// <param name="message">Which storage and why, without any data of a request.</param>
/// <param name="inner">The cause.</param>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
