using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Caches answers in the memory of this process. Concurrent callers share one call, and failures are not cached. Callers get stale
/// answers at once, while one call in the background refreshes them. (HybridCache was tried: it serializes even what it keeps as an
/// object, and loses the caller's context.)
/// </summary>
internal sealed class LookupCache(RenewalLog log, TimeProvider time, IOptions<IncidentIqOptions> options) : IDisposable
{
    /// <summary>How long "there is none" is cached. It is short, because somebody may just be adding the record.</summary>
    private static readonly TimeSpan NothingLifetime = TimeSpan.FromSeconds(20);

    /// <summary>The shortest time between the starts of two refreshes. The first one may have failed.</summary>
    private static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(30);

    /// <summary>More than the people and lists of a large district. Above this limit, new answers are not cached.</summary>
    private const int MaxEntries = 50_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { Clock = new Clock(time), SizeLimit = MaxEntries });
    private readonly Loadings _loading = new();
    private readonly Lock _gate = new();

    /// <summary>Returns the cached answer, never older than its lifetime, or the one that <paramref name="load"/> gets.</summary>
    public Task<T?> GetAsync<T>(string key, TimeSpan lifetime, Func<CancellationToken, Task<T?>> load, CancellationToken cancellationToken)
        where T : class => GetAsync(key, lifetime, TimeSpan.Zero, load, cancellationToken);

    /// <summary>Returns the cached answer, or the one that <paramref name="load"/> gets.</summary>
    /// <param name="key">The key of the answer.</param>
    /// <param name="lifetime">How long the answer is fresh; null answers are cached only briefly.</param>
    /// <param name="old">How much longer callers get the stale answer while it is refreshed.</param>
    /// <param name="load">Asks Incident IQ. Its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">The caller's token.</param>
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

    /// <summary>
    /// Returns the answers for these keys that are cached or being loaded. Waiting for one does not keep its loading alive.
    /// </summary>
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

    /// <summary>Removes the answer for this key, also one that is being loaded, so that the next caller asks again.</summary>
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
            _loading.Clear(); // answers that still arrive are not cached
        _kept.Dispose();
    }

    private bool TryFind(string key, [NotNullWhen(true)] out KeptAnswer? kept) => _kept.TryGetValue(key, out kept) && kept is not null;

    private LoadingAnswer? UnderWay(string key)
    {
        lock (_gate)
            return _loading.Newest(key);
    }

    /// <summary>
    /// Returns the call in progress that the caller can share; call it under the lock only. A background call may hang for minutes,
    /// so a caller with a deadline shares it only while it is younger than an attempt of the caller's own. Nobody joins a call that
    /// has failed.
    /// </summary>
    private LoadingAnswer? ToJoin(string key) =>
        _loading.Newest(key) is { Answer.IsFaulted: false } newest
        && (CallDeadline.Remaining is null || !newest.TakesItsTime(options.Value.AttemptTimeout, time))
            ? newest
            : null;

    /// <summary>Starts a call; call it under the lock only.</summary>
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

            // The refresh inherits neither the caller's deadline nor their call count: the caller already has an answer.
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

    /// <summary>Removes one waiting caller. The last one to leave cancels the call.</summary>
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
