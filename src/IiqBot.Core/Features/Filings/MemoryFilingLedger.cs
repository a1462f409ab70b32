using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Core.Features.Filings;

/// <summary>A ledger in memory, for one process; it forgets a day after the last change.</summary>
public sealed class MemoryFilingLedger : IFilingLedger, IDisposable
{
    private static readonly MemoryCacheEntryOptions Entry = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1), Size = 1 };
    private readonly MemoryCache _filings = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    // A few gates serve all references: two filings that share one merely wait for each other.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <inheritdoc />
    public Task SaveAsync(Filing filing, CancellationToken cancellationToken)
    {
        _filings.Set(filing.Reference, filing, Entry);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Filing?> FindAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(_filings.Get<Filing>(reference.ToUpperInvariant()));

    /// <inheritdoc />
    public async Task<IDisposable> HoldAsync(string reference, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)reference.GetHashCode(StringComparison.OrdinalIgnoreCase) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        return new Hold(gate);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _filings.Dispose();
        foreach (var gate in _gates) gate.Dispose();
    }

    private sealed class Hold(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
