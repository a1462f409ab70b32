using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Tests.Work;

/// <summary>An inbox that wraps a real one and loses some of its answers, or cannot reach its storage for some calls.</summary>
public sealed class UncertainInbox(IInbox inner) : IInbox
{
    /// <summary>How many of the next calls to store succeed but lose their answer.</summary>
    public int LostAnswers { get; set; }

    /// <summary>How many of the next calls to store do not reach the storage.</summary>
    public int Failures { get; set; }

    /// <summary>Whether calls to finish, forget or keep fail now.</summary>
    public bool IsAway { get; set; }

    public async Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (LostAnswers > 0)
        {
            LostAnswers--;
            await inner.StoreAsync(item, keys, cancellationToken);
            throw Away;
        }

        return Failures-- > 0 ? throw Away : await inner.StoreAsync(item, keys, cancellationToken);
    }

    public Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken) =>
        IsAway ? Task.FromException(Away) : inner.FinishAsync(item, answer, consequences, cancellationToken);

    public Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken) =>
        IsAway ? Task.FromException(Away) : inner.KeepAsync(item, due, cancellationToken);

    public Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken) =>
        IsAway ? Task.FromException(Away) : inner.ForgetAsync(item, audit, cancellationToken);

    public Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken) =>
        inner.ShownAsync(item, where, card, cancellationToken);

    public Task HandBackAsync(WorkItem item, CancellationToken cancellationToken) => inner.HandBackAsync(item, cancellationToken);

    public Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken) => inner.RenewAsync(item, cancellationToken);

    public Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken) =>
        inner.LeaseDueAsync(most, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken) =>
        inner.LeaseUnfinishedAsync(most, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken) =>
        inner.WaitingOfAsync(person, cancellationToken);

    public Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken) =>
        inner.WithdrawAsync(id, person, audit, cancellationToken);

    private static StorageUnavailableException Away => new("The test's storage is away.");
}
