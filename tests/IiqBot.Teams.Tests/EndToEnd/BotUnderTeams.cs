using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeConnector;
using IiqBot.Teams.Tests.Protocol;
using IiqBot.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Teams.Tests.EndToEnd;

/// <summary>
/// The adapter with a mocked dispatcher, registered with a strict fake Teams. Every call goes over real sockets. All of it uses one clock,
/// which moves while everything waits.
/// </summary>
public sealed class BotUnderTeams : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PassingTime _passing;

    private BotUnderTeams(FakeTeams teams, WebApplication app, Mock<IDispatcher> dispatcher, FakeTimeProvider clock)
    {
        (Teams, _app, Dispatcher, _passing) = (teams, app, dispatcher, PassingTime.On(clock));
        Ada = teams.AddPerson("Ada Byron", "ada@school.example");
        Chat = teams.AddPersonalChat(Ada);
    }

    public FakeTeams Teams { get; }

    public Mock<IDispatcher> Dispatcher { get; }

    public FakePerson Ada { get; }

    /// <summary>Ada's own conversation with the bot.</summary>
    public FakeConversation Chat { get; }

    public IServiceProvider Services => _app.Services;

    public BotRequest LastRequest => Dispatcher.Requests()[^1];

    /// <summary>The clock for all of it. It starts at the machine's time, because the libraries that sign in use that.</summary>
    public static FakeTimeProvider NewClock() => new(TimeProvider.System.GetUtcNow());

    /// <param name="registration">The bot that Teams knows, by a <see cref="NewClock"/>; by default one with a secret.</param>
    /// <param name="change">Changes the bot's settings.</param>
    public static async Task<BotUnderTeams> StartAsync(
        FakeTeamsOptions? registration = null,
        Action<Dictionary<string, string?>, FakeTeams>? change = null
    )
    {
        var token = TestContext.Current.CancellationToken;
        var options = registration ?? new FakeTeamsOptions { UseHttpsServiceUrl = true, TimeProvider = NewClock() };
        var teams = await FakeTeams.StartAsync(options, token);
        var dispatcher = DispatcherMocks.New();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            TeamsHost.Settings(settings =>
            {
                settings["Teams:AppId"] = options.AppId;
                settings["Teams:AppTenantId"] = settings["Teams:TenantIds:0"] = options.TenantId;
                settings["Teams:ClientSecret"] = options.AppPassword;
                settings["Teams:Cloud:OpenIdMetadataUrl"] = teams.OpenIdMetadataUrl.AbsoluteUri;
                settings["Teams:Cloud:LoginAuthority"] = teams.LoginAuthority.AbsoluteUri;
                settings["Teams:Cloud:ServiceUrlHosts:0"] = teams.HttpsServiceUrl.Host;
                change?.Invoke(settings, teams);
            })
        );
        builder.Services.AddSingleton(options.TimeProvider);
        builder.Services.AddSingleton(dispatcher.Object);
        builder.Services.AddSingleton<IConversations, MemoryConversations>();
        builder.Services.AddTeams(TeamsHosting.Configured);
        foreach (var name in (string[])["teams-metadata", "teams-login", "teams-connector", "teams-files"])
            builder
                .Services.AddHttpClient(name)
                .ConfigurePrimaryHttpMessageHandler((handler, _) => teams.Prepare((SocketsHttpHandler)handler));
        var app = builder.Build();
        app.MapTeams();
        await app.StartAsync(token);
        teams.MessagingEndpoint = new Uri(app.Urls.First() + "/api/messages");
        var bot = new BotUnderTeams(teams, app, dispatcher, (FakeTimeProvider)options.TimeProvider);
        bot.Answers(
            new BotResponse.Reply(
                TeamsHost.Card("Hello") with
                {
                    Actions = [new CardAction.Press("Take", "ticket.take", Arguments.Of("ticket", "12"))],
                }
            )
        );
        return bot;
    }

    public void Answers(BotResponse response) =>
        Dispatcher.Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>())).ReturnsAsync(response);

    /// <summary>Makes the bot post its card with the button "Take", and returns the message.</summary>
    public async Task<FakeMessage> AskAsync(FakeConversation conversation)
    {
        await Teams.SayAsync(
            conversation,
            Ada,
            "help",
            mentionBot: conversation != Chat,
            cancellationToken: TestContext.Current.CancellationToken
        );
        return await NextMessageAsync(conversation);
    }

    /// <summary>The next message that the bot sends there.</summary>
    public Task<FakeMessage> NextMessageAsync(FakeConversation conversation) =>
        Teams.NextMessageAsync(conversation, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The next message that the bot updates there.</summary>
    public Task<FakeMessage> NextUpdateAsync(FakeConversation conversation) =>
        Teams.NextUpdateAsync(conversation, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Teams.DisposeAsync();
        _passing.Dispose();
    }
}
