using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>The ledger in memory, for one process. It deletes a filing a day after its last change.</summary>
public sealed class MemoryFilingLedger : IFilingLedger, IDisposable
{
    private static readonly MemoryCacheEntryOptions Entry = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1), Size = 1 };
    private readonly MemoryCache _filings = new(new MemoryCacheOptions { SizeLimit = 10_000 });

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
    public void Dispose() => _filings.Dispose();
}
