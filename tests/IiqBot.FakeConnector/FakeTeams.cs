using System.Security.Cryptography.X509Certificates;
using IiqBot.FakeConnector.Client;
using IiqBot.FakeConnector.Connector;
using IiqBot.FakeConnector.Files;
using IiqBot.FakeConnector.Hosting;
using IiqBot.FakeConnector.Login;
using IiqBot.FakeConnector.Tokens;

namespace IiqBot.FakeConnector;

/// <summary>
/// A strict fake of Microsoft Teams as a bot sees it: the Bot Connector REST API, the login service and the signing keys, over real sockets
/// on loopback, and a client that talks to the bot. It is written from the public documentation and knows nothing about the bot.
/// </summary>
public sealed partial class FakeTeams : IAsyncDisposable
{
    private readonly FakeTeamsOptions _options;
    private readonly World _world;
    private readonly FakeUrls _urls = new();
    private readonly ViolationList _violations = new();
    private readonly SecretRules _secrets;
    private readonly ReceivedCounter _received = new();
    private readonly FakeCertificates _certificates = FakeCertificates.Create();
    private readonly ChannelTokens _channelTokens;
    private readonly IssuedTokens _accessTokens;
    private readonly MetadataEndpoint _metadata;
    private readonly ManagedIdentityEndpoint _identity;
    private readonly FileShelf _files;
    private readonly InboundActivity _inbound;
    private readonly AttachmentRules _attachments;
    private readonly BotDelivery _bot;
    private readonly FakeServer _server;

    private FakeTeams(FakeTeamsOptions options)
    {
        _options = options;
        _secrets = new SecretRules(_violations);
        _world = new World(options.TenantId, options.TimeProvider);
        Tenant = _world.Home;
        Faults = new FakeFaults(options.TimeProvider);
        _channelTokens = new ChannelTokens(options);
        _accessTokens = new IssuedTokens(options);
        _metadata = new MetadataEndpoint(_channelTokens);
        _identity = new ManagedIdentityEndpoint(options, _accessTokens, _violations);
        _files = new FileShelf(_urls, Faults, _violations);
        _inbound = new InboundActivity(options, _world, _urls);
        _attachments = new AttachmentRules(_violations);
        _bot = new BotDelivery(options, _channelTokens, _urls, _certificates, _attachments, _violations);
        var throttle = new Throttle(options);
        var rules = new ActivityRules(options, _urls, _attachments, _violations);
        _server = new FakeServer(
            new ConnectorEndpoint(
                _accessTokens,
                new ActivityCalls(options, _world, rules, throttle, Faults, _received, _secrets, _violations),
                new MemberCalls(_world, throttle, Faults, _violations),
                new CreateConversationCall(options, _world, rules, throttle, Faults, _urls, _secrets, _violations),
                _files,
                _violations
            ),
            new LoginEndpoint(options, _accessTokens, Faults, _violations),
            _identity,
            _metadata,
            _files,
            _violations
        );
    }

    /// <summary>The Connector over http, with the region's path and a trailing slash, such as http://127.0.0.1:5001/amer/.</summary>
    public Uri ServiceUrl => _urls.Service;

    /// <summary>The same Connector over https.</summary>
    public Uri HttpsServiceUrl => _urls.HttpsService;

    /// <summary>The document that names the keys which sign tokens for the bot, each with its endorsements.</summary>
    public Uri OpenIdMetadataUrl => new(_urls.Identity, MetadataEndpoint.MetadataPath);

    /// <summary>The login service; tokens come from {authority}/{tenant}/oauth2/v2.0/token.</summary>
    public Uri LoginAuthority => _urls.Identity;

    /// <summary>Where a program in App Service or Container Apps asks for its managed identity's token: IDENTITY_ENDPOINT.</summary>
    public Uri ManagedIdentityUrl => new(_urls.Service, ManagedIdentityEndpoint.Path);

    /// <summary>The value that it must send there: IDENTITY_HEADER.</summary>
    public string ManagedIdentityHeader => _identity.Secret;

    /// <summary>The authority to trust for the https addresses, created at startup.</summary>
    public X509Certificate2 CertificateAuthority => _certificates.Authority;

    /// <summary>Where activities are posted: the bot's <c>/api/messages</c>.</summary>
    public Uri? MessagingEndpoint
    {
        get => _bot.Endpoint;
        set => _bot.Endpoint = value;
    }

    /// <summary>The home tenant.</summary>
    public FakeTenant Tenant { get; }

    /// <summary>Faults to switch on.</summary>
    public FakeFaults Faults { get; }

    /// <summary>Starts the servers on free ports of 127.0.0.1.</summary>
    public static async Task<FakeTeams> StartAsync(FakeTeamsOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var teams = new FakeTeams(options);
        var (http, https) = await teams._server.StartAsync(teams._certificates.Server, cancellationToken);
        teams._urls.Set(http, https, options.UseHttpsServiceUrl);
        return teams;
    }

    /// <summary>
    /// A handler for clients of the https addresses, SharePoint's among them; it trusts <see cref="CertificateAuthority"/> and nothing
    /// else.
    /// </summary>
    public HttpMessageHandler CreateTrustingHandler()
    {
        var handler = new SocketsHttpHandler();
        Prepare(handler);
        return handler;
    }

    /// <summary>Makes a client's own handler reach the https addresses in this way, and changes nothing else.</summary>
    public void Prepare(SocketsHttpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _certificates.Trust(handler);
        handler.ConnectCallback = ConnectAsync;
    }

    /// <summary>The value of the Authorization header for an activity; null for none.</summary>
    public string? CreateAuthorization(ChannelTokenOptions? token = null) =>
        _channelTokens.Header(token ?? ChannelTokenOptions.Valid, _urls.Current);

    /// <summary>Signs with a new key from now on.</summary>
    /// <param name="keepOld">Whether the old key stays published.</param>
    public void RotateKeys(bool keepOld = false) => _channelTokens.Rotate(keepOld);

    /// <summary>Revokes all access tokens issued so far: they get 401, which is not a violation.</summary>
    public void RevokeAccessTokens() => _accessTokens.RevokeAll();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _bot.Dispose();
        await _server.DisposeAsync();
        _certificates.Dispose();
    }
}
