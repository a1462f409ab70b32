using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.Client;
using IiqBot.FakeSlack.Hosting;
using IiqBot.FakeSlack.Sockets;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack;

/// <summary>
/// A strict fake of Slack as an app sees it: the Web API, response URLs, files and Socket Mode over real sockets on loopback, and the
/// clients of people who talk to the bot. It is written from Slack's public documentation and knows nothing about the bot.
/// </summary>
/// <remarks>
/// <para>A test in short:</para>
/// <code>
/// await using var slack = await FakeSlackPlatform.StartAsync(new FakeSlackOptions { TimeProvider = clock }, cancel);
/// // Start the bot with slack.ApiUrl, slack.BotToken and slack.SigningSecret, then:
/// slack.Endpoints = SlackEndpoints.Below(botUrl);
/// var ada = slack.AddPerson("Ada Moreno", "ada@district.example");
/// var chat = slack.AddDirectMessage(ada);
/// var client = slack.As(ada);
/// var answer = await client.CommandAsync(chat, "/iiq", "tickets");      // BotAnswer: the acknowledgement
/// var message = await slack.NextMessageAsync(chat);                     // sent by chat.postMessage, response URL or acknowledgement
/// await client.PressAsync(message, "File a ticket");                    // by label, action id or block id
/// var form = await client.NextViewAsync();
/// await client.FillAsync("Issue", "Screen broken");                     // typed, picked or searched for, as the input requires
/// await client.SubmitAsync();                                           // view_submission; closes, updates, pushes or shows errors
/// slack.AssertClean();                                                  // fails with every rule the bot broke
/// </code>
/// <para>
/// <see cref="DisposeAsync"/> fails the test with <see cref="FakeSlackViolationException"/> if violations are left; a test that provokes
/// some
/// takes them with <see cref="TakeViolations"/>. A violation is what the bot did against the documentation: an invalid block, a missing
/// scope, a late acknowledgement, a sixth use of a response URL. What only happens to a bot (an archived channel, a revoked token, a
/// conflict of hashes, a rate limit) gets Slack's error and is not a violation.
/// </para>
/// <para>
/// What Slack would not do throws <see cref="InvalidOperationException"/>: pressing what is not on the screen, submitting a form with an
/// empty required input, an event to which the app is not subscribed. Attacks and replays go through
/// <see cref="RawAsync(SlackRequest, SlackSignature, CancellationToken)"/>, with requests composed by <see cref="SlackClient"/>'s Compose…
/// methods. <see cref="Faults"/> switches on faults.
/// </para>
/// <para>
/// All ages (triggers, response URLs, rate limits, retries, signatures, acknowledgements) follow
/// <see cref="FakeSlackOptions.TimeProvider"/>.
/// </para>
/// </remarks>
public sealed partial class FakeSlackPlatform : IAsyncDisposable
{
    private readonly FakeSlackOptions _options;
    private readonly SlackWorld _world;
    private readonly FakeUrls _urls = new();
    private readonly ChangeSignal _changes = new();
    private readonly ViolationList _violations;
    private readonly SecretRules _secrets;
    private readonly CallLog _calls;
    private readonly Tokens _tokens;
    private readonly ViewStacks _stacks;
    private readonly Posting _posting;
    private readonly Payloads _payloads;
    private readonly UnfurlMethod _unfurls;
    private readonly Acknowledgements _acknowledgements;
    private readonly EventRetries _retries;
    private readonly SocketHub _sockets;
    private readonly BotDelivery _bot;
    private readonly FakeServer _server;

    private FakeSlackPlatform(FakeSlackOptions options)
    {
        _options = options;
        _violations = new ViolationList(_changes);
        _world = new SlackWorld(options);
        Faults = new FakeFaults(options.TimeProvider);
        _calls = new CallLog(options, _changes);
        _tokens = new Tokens(options);
        _stacks = new ViewStacks(_world);
        _secrets = new SecretRules(_violations);
        _posting = new Posting(options, _world, _secrets, _violations, _changes);
        _retries = new EventRetries(_world);
        _sockets = new SocketHub(options, _violations, _changes);
        var access = new ChannelAccess(options, _world);
        var limits = new RateLimits(options);
        var uploads = new Uploads(_world, _urls);
        var triggers = new Triggers(_world);
        var responseUrls = new ResponseUrls(options, _world, _urls, _posting, Faults, _calls, _violations);
        var sockets = new SocketEndpoint(options, _urls, _sockets, _violations);
        _payloads = new Payloads(options, _world, triggers, responseUrls);
        _unfurls = new UnfurlMethod(options, access, _secrets, _violations, _changes);
        _acknowledgements = new Acknowledgements(options, _stacks, responseUrls, _violations, _changes);
        _bot = new BotDelivery(options, _world, _sockets);
        _files = new FileMethods(options, _world, access, _posting, uploads, _urls);
        ApiMethod[] methods =
        [
            .. new AppMethods(options, _world).All,
            .. new ChatMethods(options, _world, access, _posting, limits).All,
            .. new ConversationMethods(options, _world, access, _tokens).All,
            .. _files.All,
            .. new PeopleMethods(options, _world).All,
            .. new ReactionMethods(options, access, _changes).All,
            .. new ViewMethods(options, _world, _stacks, triggers, _violations, _changes).All,
            _unfurls.Method,
            sockets.Method,
        ];
        _server = new FakeServer(
            new ApiEndpoint(methods.ToDictionary(m => m.Name, StringComparer.Ordinal), _tokens, limits, Faults, _calls, _violations),
            responseUrls,
            new FileEndpoint(_world, _tokens, uploads, Faults, _calls, _violations),
            sockets,
            _calls,
            _violations
        );
    }

    /// <summary>The address of Slack, such as http://127.0.0.1:5001/; response URLs, files and sockets are below it too.</summary>
    public Uri Url => _urls.Slack;

    /// <summary>The base of the Web API, with its trailing slash, such as http://127.0.0.1:5001/api/.</summary>
    public Uri ApiUrl => _urls.Of("api/");

    /// <summary>An address of another server, which must never get a request or a token of the bot.</summary>
    public Uri ElsewhereUrl => _urls.Elsewhere;

    /// <summary>The bot token.</summary>
    public string BotToken => _options.BotToken;

    /// <summary>The app-level token.</summary>
    public string AppToken => _options.AppToken;

    /// <summary>The signing secret.</summary>
    public string SigningSecret => _options.SigningSecret;

    /// <summary>How people mention the bot in a message: <c>&lt;@U0IIQBOT001&gt;</c>.</summary>
    public string Mention => $"<@{_options.BotUserId}>";

    /// <summary>The bot's endpoints.</summary>
    public SlackEndpoints? Endpoints
    {
        get => _bot.Endpoints;
        set => _bot.Endpoints = value;
    }

    /// <summary>Faults to switch on.</summary>
    public FakeFaults Faults { get; }

    /// <summary>The bot's Socket Mode connections.</summary>
    public IReadOnlyList<SocketConnection> Connections => _sockets.Connections;

    /// <summary>Starts the servers on free ports of 127.0.0.1.</summary>
    public static async Task<FakeSlackPlatform> StartAsync(FakeSlackOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var slack = new FakeSlackPlatform(options);
        var (url, elsewhere) = await slack._server.StartAsync(cancellationToken);
        slack._urls.Set(url, elsewhere);
        return slack;
    }

    /// <summary>Stops the servers.</summary>
    /// <exception cref="FakeSlackViolationException">The bot broke rules, and no test took the violations.</exception>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in Connections)
            connection.Drop();
        await _server.DisposeAsync();
        _bot.Dispose();
        AssertClean();
    }
}
