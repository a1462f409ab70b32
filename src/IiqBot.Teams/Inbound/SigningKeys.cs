using IiqBot.Teams.Connector;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// The channel service's signing keys. A known key works for three days, and requests that use one never wait: after a day the class
/// fetches the keys again in the background. An unknown key id makes it fetch them at once, but not more often than
/// <see cref="MissInterval"/>: keys roll over, and anybody can make up key ids. (The library's own ConfigurationManager refreshes only in
/// the background, so it would reject the first request after a roll-over.)
/// </summary>
internal sealed partial class SigningKeys(
    IHttpClientFactory clients,
    IOptions<TeamsOptions> options,
    TimeProvider time,
    ILogger<SigningKeys> logger
)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan LastGood = TimeSpan.FromDays(3);
    private static readonly TimeSpan MissInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailureInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile Snapshot? _snapshot;
    private Task<Snapshot>? _fetching;
    private long? _lastTry;
    private long? _lastFailure;

    private sealed record Snapshot(IReadOnlyDictionary<string, JsonWebKey> Keys, long Fetched);

    /// <summary>Finds a key by its id; null when there is none.</summary>
    /// <exception cref="MetadataUnavailableException">The keys are not available.</exception>
    public async ValueTask<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var known = _snapshot;
        if (known is not null && IsYoungerThan(LastGood, known) && known.Keys.TryGetValue(keyId, out var key))
        {
            if (!IsYoungerThan(Lifetime, known))
                _ = Fetch(known);
            return key;
        }

        // A caller who hangs up ends only their own wait, not the fetch that others wait for.
        return (await Fetch(known).WaitAsync(cancellationToken)).Keys.GetValueOrDefault(keyId);
    }

    private bool IsYoungerThan(TimeSpan age, Snapshot snapshot) => time.GetElapsedTime(snapshot.Fetched) < age;

    private Task<Snapshot> Fetch(Snapshot? seen)
    {
        lock (_gate)
        {
            if (_fetching is { IsCompleted: false } underWay)
                return underWay;
            if (_snapshot is { } current)
            {
                if (current != seen)
                    return Task.FromResult(current); // another request has fetched them meanwhile
                if (_lastTry is { } last && time.GetElapsedTime(last) < MissInterval)
                    return StillGood(current, null);
                _lastTry = time.GetTimestamp();
            }
            else if (_lastFailure is { } failed && time.GetElapsedTime(failed) < FailureInterval)
            {
                return StillGood(null, null); // requests do not queue up behind a service that is down
            }
            return _fetching = Task.Run(FetchAsync);
        }
    }

    private async Task<Snapshot> FetchAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(FetchTimeout, time);
            return _snapshot = await LoadAsync(timeout.Token);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            lock (_gate)
                _lastFailure = time.GetTimestamp();
            Log.Unavailable(logger, exception.GetType().Name);
            return await StillGood(_snapshot, exception);
        }
    }

    private Task<Snapshot> StillGood(Snapshot? snapshot, Exception? exception) =>
        snapshot is not null && IsYoungerThan(LastGood, snapshot)
            ? Task.FromResult(snapshot)
            : Task.FromException<Snapshot>(new MetadataUnavailableException(exception));

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var documents = new Documents(clients.CreateClient(HttpClients.Metadata));
        var found = await OpenIdConnectConfigurationRetriever.GetAsync(options.Value.Cloud.OpenIdMetadataUrl, documents, cancellationToken);
        var keys = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
        foreach (var key in found.JsonWebKeySet?.Keys ?? [])
        {
            if (!string.IsNullOrEmpty(key.KeyId) && key.Kty == JsonWebAlgorithmsKeyTypes.RSA)
                keys[key.KeyId] = key;
        }
        if (keys.Count == 0)
            throw new InvalidOperationException("The metadata names no key.");
        return new Snapshot(keys, time.GetTimestamp());
    }

    private static bool IsUnavailable(Exception exception) =>
        exception
            is IOException
                or HttpRequestException
                or OperationCanceledException
                or InvalidOperationException
                or ArgumentException
                or System.Text.Json.JsonException;

    /// <summary>
    /// Fetches a document over https. (The library's own retriever does not pass the token on, so nothing could cancel the call.)
    /// </summary>
    private sealed class Documents(HttpClient client) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
                throw new InvalidOperationException("The metadata is not at an https address.");
            return await client.GetStringAsync(url, cancel);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Could not fetch the signing keys of the Bot Framework channel service: {Cause}")]
        public static partial void Unavailable(ILogger logger, string cause);
    }
}

/// <summary>The signing keys are not available, so the bot cannot validate tokens.</summary>
internal sealed class MetadataUnavailableException(Exception? inner) : Exception("The signing keys are not available.", inner);
