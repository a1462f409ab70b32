using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;

namespace IiqBot.Core.Tests.Work;

/// <summary>A ledger whose storage fails once, when a filing is about to reach a given state.</summary>
public sealed class FailingLedger(FilingState where) : IFilingLedger, IDisposable
{
    private readonly MemoryFilingLedger _ledger = new();
    private bool _hasFailed;

    public Task SaveAsync(Filing filing, CancellationToken cancellationToken)
    {
        if (filing.State != where || _hasFailed)
            return _ledger.SaveAsync(filing, cancellationToken);
        _hasFailed = true;
        throw new StorageUnavailableException("The test's storage is away.");
    }

    public Task<Filing?> FindAsync(string reference, CancellationToken cancellationToken) =>
        _ledger.FindAsync(reference, cancellationToken);

    public void Dispose() => _ledger.Dispose();
}
