using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Keeps answers in this process's memory; several callers at once cause one call, and failures are not kept.
/// (HybridCache was tried: it serializes even what it keeps as an object, and loses the caller's context.)
/// </summary>
internal sealed class LookupCache(TimeProvider time) : IDisposable
{
    /// <summary>How long "there is none" is believed: somebody may just be adding it.</summary>
    private static readonly TimeSpan NothingLifetime = TimeSpan.FromSeconds(20);

    /// <summary>More than a large district has people and lists; beyond it new answers are not kept.</summary>
    private const int MaxEntries = 50_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { Clock = new Clock(time), SizeLimit = MaxEntries });
    private readonly Dictionary<string, Loading> _loading = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>What is kept under this key, or what <paramref name="load"/> gives.</summary>
    /// <param name="key">Names the answer.</param>
    /// <param name="lifetime">How long it is kept; null answers only briefly.</param>
    /// <param name="load">Asks Incident IQ. Its token ends when nobody waits any more.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<T?> GetAsync<T>(string key, TimeSpan lifetime, Func<CancellationToken, Task<T?>> load, CancellationToken cancellationToken)
        where T : class
    {
        if (_kept.TryGetValue(key, out object? kept)) return (T?)kept;

        Loading loading;
        lock (_gate)
        {
            if (_kept.TryGetValue(key, out kept)) return (T?)kept;
            if (!_loading.TryGetValue(key, out loading!))
            {
                loading = new Loading();
                loading.Answer = Task.Run(() => LoadAsync(key, lifetime, load, loading), CancellationToken.None);
                _loading.Add(key, loading);
            }

            loading.Waiting++;
        }

        try
        {
            return (T?)await loading.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, loading);
        }
    }

    /// <summary>Forgets what is kept under this key, and what is just being loaded: the next caller asks anew.</summary>
    public void Forget(string key)
    {
        lock (_gate)
        {
            _kept.Remove(key);
            _loading.Remove(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<object?> LoadAsync<T>(string key, TimeSpan lifetime, Func<CancellationToken, Task<T?>> load, Loading loading)
        where T : class
    {
        var value = await load(loading.Token);
        var options = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = value is null ? NothingLifetime : lifetime };
        lock (_gate)
        {
            if (IsCurrent(key, loading)) _kept.Set(key, (object?)value, options);
        }

        return value;
    }

    /// <summary>Whether the loading was not forgotten meanwhile.</summary>
    private bool IsCurrent(string key, Loading loading) => _loading.TryGetValue(key, out var current) && current == loading;

    /// <summary>The last one to leave ends the loading.</summary>
    private void Leave(string key, Loading loading)
    {
        lock (_gate)
        {
            if (--loading.Waiting > 0) return;
            if (IsCurrent(key, loading)) _loading.Remove(key);
        }

        loading.Dispose();
    }

    /// <summary>A call that is under way, and how many wait for it.</summary>
    private sealed class Loading : IDisposable
    {
        private readonly CancellationTokenSource _end = new();

        public Task<object?> Answer { get; set; } = Task.FromResult<object?>(null);

        public int Waiting { get; set; }

        public CancellationToken Token => _end.Token;

        public void Dispose()
        {
            _end.Cancel();
            _end.Dispose();
        }
    }

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
