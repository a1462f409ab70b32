using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Keeps answers in this process's memory; several callers at once cause one call, and failures are not kept. What is no longer fresh is
/// still
/// given, and one call that nobody waits for renews it.
/// (HybridCache was tried: it serializes even what it keeps as an object, and loses the caller's context.)
/// </summary>
internal sealed class LookupCache(RenewalLog log, TimeProvider time, IOptions<IncidentIqOptions> options) : IDisposable
{
    /// <summary>How long "there is none" is believed: somebody may just be adding it.</summary>
    private static readonly TimeSpan NothingLifetime = TimeSpan.FromSeconds(20);

    /// <summary>How long after a renewal began another one may: it may have failed.</summary>
    private static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(30);

    /// <summary>More than a large district has people and lists; beyond it new answers are not kept.</summary>
    private const int MaxEntries = 50_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { Clock = new Clock(time), SizeLimit = MaxEntries });
    private readonly Loadings _loading = new();
    private readonly Lock _gate = new();

    /// <summary>What is kept under this key, never older than its lifetime, or what <paramref name="load"/> gives.</summary>
    public Task<T?> GetAsync<T>(string key, TimeSpan lifetime, Func<CancellationToken, Task<T?>> load, CancellationToken cancellationToken)
        where T : class => GetAsync(key, lifetime, TimeSpan.Zero, load, cancellationToken);

    /// <summary>What is kept under this key, or what <paramref name="load"/> gives.</summary>
    /// <param name="key">Names the answer.</param>
    /// <param name="lifetime">How long it is kept; null answers only briefly.</param>
    /// <param name="old">How much longer it is still given, and renewed meanwhile.</param>
    /// <param name="load">Asks Incident IQ. Its token ends when nobody waits any more.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<T?> GetAsync<T>(
        string key,
        TimeSpan lifetime,
        TimeSpan old,
        Func<CancellationToken, Task<T?>> load,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (TryFind(key, out var kept))
        {
            if (kept.IsOld(time))
                Renew(key, kept, lifetime, old, load);
            return (T?)kept.Value;
        }

        LoadingAnswer loading;
        lock (_gate)
        {
            if (TryFind(key, out kept))
                return (T?)kept.Value;
            loading = ToJoin(key) ?? Begin(key, CallDeadline.IsUnhurried, lifetime, old, load);
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

    /// <summary>What is kept under these keys, or is just being loaded. Waiting for it keeps nobody's loading alive.</summary>
    public IEnumerable<Task<object?>> Find(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (TryFind(key, out var kept))
                yield return Task.FromResult(kept.Value);
            else if (UnderWay(key) is { } loading)
                yield return loading.Answer;
        }
    }

    /// <summary>Forgets what is kept under this key, and what is just being loaded: the next caller asks anew.</summary>
    public void Forget(string key)
    {
        lock (_gate)
        {
            _kept.Remove(key);
            _loading.Forget(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _loading.Clear(); // what comes yet is not kept
        _kept.Dispose();
    }

    private bool TryFind(string key, [NotNullWhen(true)] out KeptAnswer? kept) => _kept.TryGetValue(key, out kept) && kept is not null;

    private LoadingAnswer? UnderWay(string key)
    {
        lock (_gate)
            return _loading.Newest(key);
    }

    /// <summary>
    /// The call that the caller can wait for; only behind the gate. One that nobody was to wait for may hang for minutes, so who has a
    /// deadline
    /// gives it no longer than an attempt of their own. A failure is only for those who waited while it came about.
    /// </summary>
    private LoadingAnswer? ToJoin(string key) =>
        _loading.Newest(key) is { Answer.IsFaulted: false } newest
        && (CallDeadline.Remaining is null || !newest.TakesItsTime(options.Value.AttemptTimeout, time))
            ? newest
            : null;

    /// <summary>Begins a call; only behind the gate.</summary>
    private LoadingAnswer Begin<T>(string key, bool isUnhurried, TimeSpan lifetime, TimeSpan old, Func<CancellationToken, Task<T?>> load)
        where T : class
    {
        var loading = new LoadingAnswer(time.GetTimestamp(), isUnhurried);
        loading.Answer = Task.Run(() => LoadAsync(key, lifetime, old, load, loading), CancellationToken.None);
        _loading.Add(key, loading);
        return loading;
    }

    private void Renew<T>(string key, KeptAnswer kept, TimeSpan lifetime, TimeSpan old, Func<CancellationToken, Task<T?>> load)
        where T : class
    {
        lock (_gate)
        {
            if (!kept.IsOld(time) || _loading.Newest(key) is not null)
                return;
            kept.OldAt = time.GetUtcNow() + RenewalPause;

            // Neither the caller's deadline nor their count of calls: they have their answer.
            using var apart = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
            var loading = Begin(
                key,
                isUnhurried: true,
                lifetime,
                old,
                async token =>
                {
                    using var unhurried = CallDeadline.Unhurried();
                    return await load(token);
                }
            );
            loading.Waiting++;
            _ = Task.Run(() => EndAsync(key, loading), CancellationToken.None);
        }
    }

    private async Task EndAsync(string key, LoadingAnswer renewal)
    {
        try
        {
            await renewal.Answer;
        }
        catch (Exception exception)
        {
            log.Failed(key, exception);
        }
        finally
        {
            Leave(key, renewal);
        }
    }

    private async Task<object?> LoadAsync<T>(
        string key,
        TimeSpan lifetime,
        TimeSpan old,
        Func<CancellationToken, Task<T?>> load,
        LoadingAnswer loading
    )
        where T : class
    {
        var value = await load(loading.Token);
        log.Loaded(key);
        var entry = new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = value is null ? NothingLifetime : lifetime + old,
        };
        lock (_gate)
        {
            var oldAt = value is null || old == TimeSpan.Zero ? DateTimeOffset.MaxValue : time.GetUtcNow() + lifetime;
            if (_loading.Arrive(key, loading))
                _kept.Set(key, new KeptAnswer(value) { OldAt = oldAt }, entry);
        }

        return value;
    }

    /// <summary>The last one to leave ends the loading.</summary>
    private void Leave(string key, LoadingAnswer loading)
    {
        lock (_gate)
        {
            if (--loading.Waiting > 0)
                return;
            _loading.Remove(key, loading);
        }

        loading.Dispose();
    }

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
