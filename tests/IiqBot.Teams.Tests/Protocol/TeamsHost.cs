using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>The adapter in a real server on loopback, with a mocked dispatcher and scripted services.</summary>
public sealed class TeamsHost : IAsyncDisposable
{
    public const string AppId = "11111111-1111-4111-8111-111111111111";
    public const string Tenant = "22222222-2222-4222-8222-222222222222";
    public const string ServiceUrl = "https://smba.trafficmanager.net/amer/";

    private readonly WebApplication _app;

    private TeamsHost(
        WebApplication app,
        TestTokens tokens,
        ScriptedConnector connector,
        Mock<IDispatcher> dispatcher,
        FakeTimeProvider time
    )
    {
        (_app, Tokens, Connector, Dispatcher, Time) = (app, tokens, connector, dispatcher, time);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public TestTokens Tokens { get; }

    public ScriptedConnector Connector { get; }

    public Mock<IDispatcher> Dispatcher { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public RSA Key => Tokens["k1"];

    public static async Task<TeamsHost> StartAsync(
        TeamsHosting hosting = TeamsHosting.Configured,
        Action<Dictionary<string, string?>>? settings = null,
        Action<IServiceCollection>? services = null
    )
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var (tokens, connector, dispatcher) = (new TestTokens(time), new ScriptedConnector(), DispatcherMocks.New());
        tokens.Publish("k1", "msteams", "webchat");
        dispatcher
            .Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new BotResponse.Reply(Card("Hello")));

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (hosting == TeamsHosting.Configured)
            builder.Configuration.AddInMemoryCollection(Settings(settings));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(dispatcher.Object);
        builder.Services.AddSingleton<IConversations, MemoryConversations>();
        builder.Services.AddTeams(hosting);
        builder.Services.AddHttpClient("teams-metadata").ConfigurePrimaryHttpMessageHandler(() => tokens);
        foreach (var name in (string[])["teams-connector", "teams-login", "teams-files"])
            builder.Services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => connector);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapTeams();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TeamsHost(app, tokens, connector, dispatcher, time);
    }

    public static Dictionary<string, string?> Settings(Action<Dictionary<string, string?>>? change = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Teams:AppId"] = AppId,
            ["Teams:AppType"] = "SingleTenant",
            ["Teams:AppTenantId"] = Tenant,
            ["Teams:TenantIds:0"] = Tenant,
            ["Teams:ClientSecret"] = "not-a-secret",
            ["Teams:Cloud:OpenIdMetadataUrl"] = TestTokens.MetadataUrl,
            ["Teams:Cloud:LoginAuthority"] = "https://login.test/",
        };
        change?.Invoke(settings);
        return settings;
    }

    public static Card Card(string title) => new() { Title = title, Summary = title };

    public static Form Form(string title = "New ticket") =>
        new()
        {
            Verb = "ticket.file",
            Title = title,
            Submit = "File",
            InstanceId = "33333333-3333-4333-8333-333333333333",
            Hidden = Arguments.Of("room", "204"),
            Fields = [new Field.Text("subject", "Subject") { Value = "Projector" }],
        };

    /// <summary>Makes the dispatcher give this answer.</summary>
    public void Answers(BotResponse response) =>
        Dispatcher.Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>())).ReturnsAsync(response);

    /// <summary>Makes the dispatcher wait until the test gives its answer.</summary>
    public LateAnswer AnswersLate()
    {
        var late = new LateAnswer(Time);
        Dispatcher
            .Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                late.Dispatched.TrySetResult();
                return late.Answer.Task;
            });
        return late;
    }

    /// <summary>The only dispatched request.</summary>
    public BotRequest Request => Dispatcher.Requests().Single();

    public Task<HttpResponseMessage> PostAsync(TestActivity activity, string? token = "") =>
        PostAsync(activity.ToString(), token == "" ? Tokens.Make(Key) : token);

    public async Task<HttpResponseMessage> PostAsync(
        string body,
        string? token,
        string contentType = "application/json",
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        change?.Invoke(request);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> InvokeAsync(TestActivity activity)
    {
        using var response = await PostAsync(activity);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>An answer that the test gives when it wants.</summary>
public sealed class LateAnswer(FakeTimeProvider time)
{
    public TaskCompletionSource Dispatched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<BotResponse> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void SetResult(BotResponse response) => Answer.SetResult(response);

    /// <summary>
    /// Advances the clock until the task completes. It starts after the request was dispatched, because tokens expire too.
    /// </summary>
    public async Task PassTimeUntilAsync(Task happens)
    {
        await Task.WhenAny(Dispatched.Task, happens).WaitAsync(TestContext.Current.CancellationToken);
        await PassingTime.UntilAsync(time, happens);
    }
}
