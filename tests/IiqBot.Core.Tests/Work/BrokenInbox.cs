using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Tests.Work;

/// <summary>An inbox whose storage fails: every call, or, if it wraps a real inbox, only the calls that store answers.</summary>
public sealed class BrokenInbox(IInbox? inner = null) : IInbox
{
    /// <summary>Whether calls fail now.</summary>
    public bool IsBroken { get; set; } = true;

    public Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        Working.StoreAsync(item, keys, cancellationToken);

    public Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken) =>
        IsBroken ? throw Broken : Working.FinishAsync(item, answer, consequences, cancellationToken);

    public Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken) =>
        Working.KeepAsync(item, due, cancellationToken);

    public Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken) =>
        Working.ForgetAsync(item, audit, cancellationToken);

    public Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken) =>
        Working.ShownAsync(item, where, card, cancellationToken);

    public Task HandBackAsync(WorkItem item, CancellationToken cancellationToken) => Working.HandBackAsync(item, cancellationToken);

    public Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken) => Working.RenewAsync(item, cancellationToken);

    public Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken) => Working.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken) =>
        Working.LeaseDueAsync(most, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken) =>
        Working.LeaseUnfinishedAsync(most, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken) =>
        Working.WaitingOfAsync(person, cancellationToken);

    public Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken) =>
        Working.WithdrawAsync(id, person, audit, cancellationToken);

    private IInbox Working => inner ?? throw Broken;

    private static StorageUnavailableException Broken => new("The test's storage is full.");
}
