using IiqBot.Teams.Connector;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// The channel service's signing keys, kept for a day. A key id that is not among them has them fetched again, at once but
/// not more often than <see cref="MissInterval"/>: keys roll over, and anybody can make up key ids. (The library's own
/// ConfigurationManager refreshes in the background, so the first request after a roll-over would be refused.)
/// </summary>
internal sealed partial class SigningKeys(
    IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan LastGood = TimeSpan.FromDays(3);
    private static readonly TimeSpan MissInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailureInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Snapshot? _snapshot;
    private long? _lastTry;
    private long? _lastFailure;

    private sealed record Snapshot(IReadOnlyDictionary<string, JsonWebKey> Keys, long Fetched);

    /// <summary>The key of this id; null when there is none.</summary>
    /// <exception cref="MetadataUnavailableException">The keys cannot be had.</exception>
    public async ValueTask<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var known = _snapshot;
        if (known is not null && IsFresh(known) && known.Keys.TryGetValue(keyId, out var key)) return key;

        known = await FetchAsync(known, cancellationToken);
        return known.Keys.GetValueOrDefault(keyId);
    }

    private bool IsFresh(Snapshot snapshot) => time.GetElapsedTime(snapshot.Fetched) < Lifetime;

    private async Task<Snapshot> FetchAsync(Snapshot? seen, CancellationToken cancellationToken)
    {
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } current)
            {
                if (current != seen) return current; // fetched by another request meanwhile
                if (_lastTry is { } last && time.GetElapsedTime(last) < MissInterval) return StillGood(current, null);
                _lastTry = time.GetTimestamp();
            }
            else if (_lastFailure is { } failed && time.GetElapsedTime(failed) < FailureInterval)
            {
                throw new MetadataUnavailableException(null); // requests do not queue up behind a service that is down
            }
            try
            {
                return _snapshot = await LoadAsync(cancellationToken);
            }
            catch (Exception exception) when (IsUnavailable(exception, cancellationToken))
            {
                _lastFailure = time.GetTimestamp();
                Log.Unavailable(logger, exception.GetType().Name);
                return StillGood(_snapshot, exception);
            }
        }
        finally
        {
            _fetching.Release();
        }
    }

    private Snapshot StillGood(Snapshot? snapshot, Exception? exception) =>
        snapshot is not null && time.GetElapsedTime(snapshot.Fetched) < LastGood ? snapshot : throw new MetadataUnavailableException(exception);

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(FetchTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var retriever = new HttpDocumentRetriever(clients.CreateClient(HttpClients.Metadata)) { RequireHttps = true };
        var found = await OpenIdConnectConfigurationRetriever.GetAsync(options.Value.Cloud.OpenIdMetadataUrl, retriever, linked.Token);
        var keys = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
        foreach (var key in found.JsonWebKeySet?.Keys ?? [])
        {
            if (!string.IsNullOrEmpty(key.KeyId) && key.Kty == JsonWebAlgorithmsKeyTypes.RSA) keys[key.KeyId] = key;
        }
        if (keys.Count == 0) throw new InvalidOperationException("The metadata names no key.");
        return new Snapshot(keys, time.GetTimestamp());
    }

    private static bool IsUnavailable(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && exception is IOException or HttpRequestException or OperationCanceledException or InvalidOperationException or ArgumentException or System.Text.Json.JsonException;

    public void Dispose() => _fetching.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The channel service's signing keys could not be fetched: {Cause}")]
        public static partial void Unavailable(ILogger logger, string cause);
    }
}

/// <summary>The signing keys cannot be had, so no token can be judged.</summary>
internal sealed class MetadataUnavailableException(Exception? inner) : Exception("The signing keys are not available.", inner);
