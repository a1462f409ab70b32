using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace IiqBot.Teams.Connector;

/// <summary>
/// Gets client credentials from Entra, by secret, certificate or managed identity. The library caches and renews the tokens. This class
/// also caches the current header, because every reply needs it.
/// </summary>
internal sealed class EntraTokens(IOptions<TeamsOptions> options, IHttpClientFactory clients, TimeProvider time)
    : IConnectorTokens,
        IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly Lock _making = new();
    private volatile Held? _held;
    private X509Certificate2? _certificate;
    private IConfidentialClientApplication? _app;
    private IManagedIdentityApplication? _identity;

    private sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset Until);

    public async ValueTask<AuthenticationHeaderValue?> GetAsync(bool isRefused, CancellationToken cancellationToken)
    {
        if (!isRefused && _held is { } held && time.GetUtcNow() < held.Until)
            return held.Header;
        try
        {
            var result =
                options.Value.AppType == TeamsAppType.UserAssignedManagedIdentity
                    ? await Identity()
                        .AcquireTokenForManagedIdentity(Resource())
                        .WithForceRefresh(isRefused)
                        .ExecuteAsync(cancellationToken)
                    : await App()
                        .AcquireTokenForClient([options.Value.Cloud.Scope])
                        .WithForceRefresh(isRefused)
                        .ExecuteAsync(cancellationToken);
            var header = new AuthenticationHeaderValue("Bearer", result.AccessToken);
            _held = new Held(header, result.ExpiresOn - Margin);
            return header;
        }
        catch (MsalServiceException exception)
        {
            throw new ConnectorTokenException(
                exception.StatusCode is >= 400 and < 500 and not (408 or 429),
                exception.ErrorCode,
                exception
            );
        }
        catch (Exception exception) when (exception is MsalException or HttpRequestException)
        {
            throw new ConnectorTokenException(isRefused: false, (exception as MsalException)?.ErrorCode, exception);
        }
    }

    private IConfidentialClientApplication App()
    {
        lock (_making)
        {
            if (_app is not null)
                return _app;
            var settings = options.Value;
            var builder = ConfidentialClientApplicationBuilder
                .Create(settings.AppId)
                .WithAuthority($"{settings.Cloud.LoginAuthority.TrimEnd('/')}/{settings.AppTenantId}", validateAuthority: false)
                .WithInstanceDiscovery(false) // the authority is set, so there is no need to look it up
                .WithHttpClientFactory(new LoginClients(clients));
            return _app = (
                settings.CertificatePath is { Length: > 0 } path
                    ? builder.WithCertificate(_certificate = X509CertificateLoader.LoadPkcs12FromFile(path, settings.CertificatePassword))
                    : builder.WithClientSecret(settings.ClientSecret)
            ).Build();
        }
    }

    private IManagedIdentityApplication Identity()
    {
        lock (_making)
        {
            return _identity ??= ManagedIdentityApplicationBuilder
                .Create(ManagedIdentityId.WithUserAssignedClientId(options.Value.AppId))
                .WithHttpClientFactory(new LoginClients(clients))
                .Build();
        }
    }

    /// <summary>A managed identity needs a resource, which is the scope without its suffix.</summary>
    private string Resource()
    {
        const string end = "/.default";
        var scope = options.Value.Cloud.Scope;
        return scope.EndsWith(end, StringComparison.Ordinal) ? scope[..^end.Length] : scope;
    }

    public void Dispose() => _certificate?.Dispose();

    private sealed class LoginClients(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(HttpClients.Login);
    }
}
