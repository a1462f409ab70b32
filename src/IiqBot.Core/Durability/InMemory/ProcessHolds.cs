namespace IiqBot.Core.Durability.InMemory;

/// <summary>Locks among the threads of one process.</summary>
public sealed class ProcessHolds : IHolds, IDisposable
{
    // A few gates serve all names. Two names that share one only wait for each other.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <inheritdoc />
    public async Task<IAsyncDisposable> HoldAsync(string name, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)name.GetHashCode(StringComparison.Ordinal) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        return new Hold(gate);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var gate in _gates)
            gate.Dispose();
    }

    private sealed class Hold(SemaphoreSlim gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}
