using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector;
using IiqBot.Sandbox;
using IiqBot.Tests.Time;
using IiqBot.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Web.Tests;

/// <summary>
/// The whole system over real sockets: the service as in production, the made-up district as its Incident IQ, and the strict fake Teams.
/// One clock moves while everything waits. At the end a test asserts that the service kept all rules of Teams.
/// </summary>
public sealed class TestWorld : IAsyncDisposable
{
    private readonly WebApplication _bot;
    private readonly string _folder;
    private readonly PassingTime _passing;

    private TestWorld(SandboxServer incidentIq, FakeTeams teams, WebApplication bot, string folder, FakeTimeProvider clock) =>
        (IncidentIq, Teams, _bot, _folder, Clock, _passing) = (incidentIq, teams, bot, folder, clock, PassingTime.On(clock));

    public SandboxServer IncidentIq { get; }

    public FakeTeams Teams { get; }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _bot.Services;

    public Uri BotUrl => new(_bot.Urls.First());

    /// <summary>The clock of the whole system: a school day, in the morning.</summary>
    public static FakeTimeProvider NewClock() => new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));

    /// <summary>Starts the whole system.</summary>
    /// <param name="options">The options of the district; its clock, a <see cref="NewClock"/>, is the clock of everything.</param>
    /// <param name="settings">More settings of the service, such as those of a second platform.</param>
    public static async Task<TestWorld> StartAsync(SandboxOptions? options = null, params string[] settings)
    {
        options ??= new SandboxOptions { Time = NewClock() };
        var cancellationToken = TestContext.Current.CancellationToken;
        var incidentIq = await SandboxServer.StartAsync(options, cancellationToken);
        var registration = new FakeTeamsOptions { UseHttpsServiceUrl = true, TimeProvider = options.Time };
        var teams = await FakeTeams.StartAsync(registration, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("iiqbot-").FullName;
        var bot = await ServiceCommand.BuildAsync(
            [.. Settings(incidentIq, teams, registration), "--Storage:DataFolder", folder, .. settings],
            services =>
                services
                    .AddSingleton(options.Time)
                    .ConfigureHttpClientDefaults(clients =>
                        clients
                            .ConfigureAdditionalHttpMessageHandlers((_, _) => { })
                            .ConfigurePrimaryHttpMessageHandler((handler, _) => Trust(handler, teams))
                    )
        );
        await bot.StartAsync(cancellationToken);
        teams.MessagingEndpoint = new Uri(new Uri(bot.Urls.First()), "/api/messages");
        return new(incidentIq, teams, bot, folder, (FakeTimeProvider)options.Time);
    }

    /// <summary>A person of the district with their personal chat with the bot.</summary>
    public (FakePerson Person, FakeConversation Chat) AddPerson(string name, string role)
    {
        IncidentIq.Control.SetPerson(EmailOf(name), name, role);
        var person = Teams.AddPerson(name, EmailOf(name));
        return (person, Teams.AddPersonalChat(person));
    }

    /// <summary>The e-mail address of a person of the district.</summary>
    public static string EmailOf(string name) => $"{name.Replace(' ', '.').ToLowerInvariant()}@maplewood.example";

    /// <summary>Waits until all running and queued work is done.</summary>
    public Task SettleAsync() => SettleAsync(Clock);

    /// <inheritdoc cref="SettleAsync()"/>
    internal static async Task SettleAsync(FakeTimeProvider clock)
    {
        // The clock moves only while everything waits, so one step of it shows that everything does.
        var moment = TimeSpan.FromMilliseconds(1);
        await Task.Delay(moment, clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(moment, clock, TestContext.Current.CancellationToken);
    }

    /// <summary>Types a line and waits for the bot's message.</summary>
    public async Task<FakeMessage> AskAsync(FakeConversation chat, FakePerson person, string text)
    {
        var answer = await Teams.SayAsync(
            chat,
            person,
            text,
            mentionBot: chat.Kind != ConversationKind.Personal,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Equal(200, (int)answer.Status);
        return await Teams.NextMessageAsync(chat, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Presses a button, and returns the card that the presser then sees.</summary>
    public async Task<JsonElement> PressAsync(
        FakeConversation chat,
        FakePerson person,
        FakeMessage message,
        string verb,
        JsonObject? data = null
    )
    {
        var answer = await Teams.PressAsync(chat, person, message.Id, verb, data, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(200, answer.InvokeStatus);
        return answer.Card ?? throw new InvalidOperationException($"No card came back, but: {answer.Message}");
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync(CancellationToken.None);
        await _bot.DisposeAsync();
        await Teams.DisposeAsync();
        await IncidentIq.DisposeAsync();
        _passing.Dispose();
        Directory.Delete(_folder, recursive: true);
        Teams.AssertClean();
    }

    private static string[] Settings(SandboxServer incidentIq, FakeTeams teams, FakeTeamsOptions registration) =>
        [
            "--environment",
            "Production",
            "--urls",
            "http://127.0.0.1:0",
            "--IncidentIq:BaseUrl",
            incidentIq.Url.ToString(),
            "--IncidentIq:SiteId",
            incidentIq.SiteId.ToString(),
            "--IncidentIq:ApiToken",
            incidentIq.Token,
            "--Bot:EmailDomains:0",
            "maplewood.example",
            "--Teams:AppId",
            registration.AppId,
            "--Teams:AppType",
            "SingleTenant",
            "--Teams:AppTenantId",
            registration.TenantId,
            "--Teams:TenantIds:0",
            registration.TenantId,
            "--Teams:ClientSecret",
            registration.AppPassword,
            "--Teams:Cloud:OpenIdMetadataUrl",
            teams.OpenIdMetadataUrl.ToString(),
            "--Teams:Cloud:LoginAuthority",
            teams.LoginAuthority.ToString(),
            "--Teams:Cloud:ServiceUrlHosts:0",
            teams.HttpsServiceUrl.Host,
            "--Logging:LogLevel:Default",
            "None",
        ];

    // The fake's certificate was created at startup; nothing else in the service's handlers changes.
    private static void Trust(HttpMessageHandler handler, FakeTeams teams)
    {
        if (handler is not SocketsHttpHandler sockets)
            return;
        sockets.SslOptions.CertificateChainPolicy = new System.Security.Cryptography.X509Certificates.X509ChainPolicy
        {
            TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { teams.CertificateAuthority },
            RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
        };
    }
}

/// <summary>Reads cards as a person would.</summary>
internal static class Reading
{
    /// <summary>All text on a card that a person reads, in order.</summary>
    public static string TextOf(JsonElement card) => string.Join(' ', Texts(card));

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(p => p.Name is not ("data" or "fallback" or "fallbackText" or "speak"))
                .SelectMany(p =>
                    p.Name is "text" or "title" or "label" or "value" or "altText" && p.Value.ValueKind == JsonValueKind.String
                        ? [p.Value.GetString()!]
                    : p.Name == "inlines"
                        ? p
                            .Value.EnumerateArray()
                            .SelectMany(run => run.ValueKind == JsonValueKind.String ? [run.GetString()!] : Texts(run))
                    : Texts(p.Value)
                ),
            _ => [],
        };

    /// <summary>The ticket number in the title of a card.</summary>
    public static string NumberOf(JsonElement card)
    {
        var text = TextOf(card);
        var start = text.IndexOf('#', StringComparison.Ordinal) + 1;
        return new string([.. text[start..].TakeWhile(char.IsLetterOrDigit)]);
    }

    public static string Invariant(this int number) => number.ToString(CultureInfo.InvariantCulture);
}
