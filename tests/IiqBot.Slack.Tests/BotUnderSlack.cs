using System.Threading.Channels;
using IiqBot.Core.Later;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Slack.Tests;

/// <summary>The adapter with a scripted dispatcher, connected to a strict fake Slack. Every call goes over real sockets.</summary>
public sealed class BotUnderSlack : IAsyncDisposable
{
    public const string Command = "/iiq";

    private readonly WebApplication _app;

    private BotUnderSlack(FakeSlackPlatform slack, WebApplication app, ScriptedDispatcher dispatcher, FakeTimeProvider time)
    {
        (Slack, _app, Dispatcher, Time) = (slack, app, dispatcher, time);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Ada = slack.AddPerson("Ada Byron", "ada@school.example");
        Grace = slack.AddPerson("Grace Hopper", "grace@school.example");
        Client = slack.As(Ada);
        Chat = slack.AddDirectMessage(Ada);
        Channel = slack.AddChannel("help-desk", [Ada, Grace]);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeSlackPlatform Slack { get; }

    public ScriptedDispatcher Dispatcher { get; }

    public FakeTimeProvider Time { get; }

    public required RecordedAdministrators Administrators { get; init; }

    public HttpClient Http { get; }

    public FakePerson Ada { get; }

    public FakePerson Grace { get; }

    public SlackClient Client { get; }

    /// <summary>Ada's direct message with the bot.</summary>
    public FakeChannel Chat { get; }

    public FakeChannel Channel { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the bot. If workspaces are given, its app is installed for their organization, <c>E0DISTRICT1</c>.</summary>
    public static async Task<BotUnderSlack> StartAsync(
        bool socketMode = false,
        Action<Dictionary<string, string?>>? settings = null,
        Action<IServiceCollection>? services = null,
        SlackApp? slackApp = null,
        IReadOnlyList<string>? workspaces = null
    )
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var slack = await FakeSlackPlatform.StartAsync(
            new FakeSlackOptions
            {
                TimeProvider = time,
                App = (slackApp ?? new SlackApp()) with { SocketMode = socketMode },
                EnterpriseId = workspaces is null ? null : "E0DISTRICT1",
                IsOrganizationWide = workspaces is not null,
                Workspaces = workspaces,
            },
            Cancel
        );
        var dispatcher = new ScriptedDispatcher(time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Settings(slack, socketMode, settings));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IDispatcher>(dispatcher);
        var administrators = new RecordedAdministrators();
        builder.Services.AddSingleton<IAdministrators>(administrators);
        builder.Services.AddSlack(socketMode);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        dispatcher.Enrichers = [.. app.Services.GetServices<IRequestEnricher>()];
        app.MapSlack();
        await app.StartAsync(Cancel);
        slack.Endpoints = SlackEndpoints.Below(new Uri(app.Urls.First()));
        return new BotUnderSlack(slack, app, dispatcher, time) { Administrators = administrators };
    }

    public static Dictionary<string, string?> Settings(
        FakeSlackPlatform slack,
        bool socketMode,
        Action<Dictionary<string, string?>>? change
    )
    {
        var settings = new Dictionary<string, string?>
        {
            ["Slack:BotToken"] = slack.BotToken,
            ["Slack:TeamIds:0"] = slack.Team.Id,
            ["Slack:ApiUrl"] = slack.ApiUrl.AbsoluteUri,
            [socketMode ? "Slack:AppToken" : "Slack:SigningSecret"] = socketMode ? slack.AppToken : slack.SigningSecret,
        };
        change?.Invoke(settings);
        return settings;
    }

    public static Card Card(string title, params CardAction[] actions) =>
        new()
        {
            Title = title,
            Summary = $"{title} in short",
            Actions = actions,
        };

    public static Form Form(string title = "File a ticket") =>
        new()
        {
            Verb = "ticket.file",
            Title = title,
            Submit = "File",
            InstanceId = "33333333-3333-4333-8333-333333333333",
            Hidden = Arguments.Of("device", "A-20417"),
            Fields =
            [
                new Field.Search("location", "Where?", "locations") { IsRequired = true },
                new Field.Search("room", "Room", "rooms") { DependsOn = "location" },
                new Field.Text("description", "What happens?")
                {
                    IsRequired = true,
                    IsMultiline = true,
                    MaxLength = 6000,
                    Value = "Projector",
                },
            ],
        };

    public Task<FakeMessage> NextMessageAsync(FakeChannel channel) => Slack.NextMessageAsync(channel, cancellationToken: Cancel);

    public Task<FakeMessage> NextUpdateAsync(FakeChannel channel) => Slack.NextUpdateAsync(channel, cancellationToken: Cancel);

    /// <summary>Waits for a modal whose words contain this text.</summary>
    public Task<FakeView> ViewWithAsync(string words) =>
        Slack.WaitForAsync(
            () => Client.View is { } view && (view.Words + view.Title).Contains(words, StringComparison.Ordinal) ? view : null,
            $"modal with '{words}'",
            cancellationToken: Cancel
        );

    /// <summary>Waits for a condition that has no event.</summary>
    /// <exception cref="TimeoutException">It was not true within minutes.</exception>
    public static async Task UntilAsync(Func<Task<bool>> question)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(FakeSlackPlatform.Patience);
        try
        {
            while (!await question())
                await Task.Delay(5, limit.Token);
        }
        catch (OperationCanceledException tooLate) when (!Cancel.IsCancellationRequested)
        {
            throw new TimeoutException("It did not come true.", tooLate);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await PassingTime.UntilAsync(Time, _app.StopAsync()); // running turns wait by this clock
        await _app.DisposeAsync();
        await Slack.DisposeAsync();
    }
}

/// <summary>Records what the adapter sends to administrators, and decides how that ends.</summary>
public sealed class RecordedAdministrators : IAdministrators
{
    private readonly Channel<(string Occasion, Card Card, string ExceptOn)> _asked = Channel.CreateUnbounded<(
        string Occasion,
        Card Card,
        string ExceptOn
    )>();

    public Func<CancellationToken, Task<Telling>> Tells { get; set; } = _ => Task.FromResult(new Telling(1, 0));

    /// <summary>How many alerts the test has not read yet.</summary>
    public int Count => _asked.Reader.Count;

    public Task<(string Occasion, Card Card, string ExceptOn)> NextAsync() =>
        _asked.Reader.ReadAsync(BotUnderSlack.Cancel).AsTask().WaitAsync(FakeSlackPlatform.Patience, BotUnderSlack.Cancel);

    public Task<Telling> TellAsync(string occasion, Card card, string exceptOn, CancellationToken cancellationToken)
    {
        _asked.Writer.TryWrite((occasion, card, exceptOn));
        return Tells(cancellationToken);
    }
}

/// <summary>A dispatcher that answers as the test says, and records its requests and delivery results.</summary>
public sealed class ScriptedDispatcher(FakeTimeProvider time) : IDispatcher
{
    private readonly Lock _gate = new();
    private readonly Channel<(BotRequest Request, BotResponse Answer, DeliveryResult Result)> _told = Channel.CreateUnbounded<(
        BotRequest Request,
        BotResponse Answer,
        DeliveryResult Result
    )>();
    private readonly List<BotRequest> _asked = [];
    private Task _found = Task.CompletedTask;
    private readonly List<(BotRequest Request, string Source, string Query)> _searches = [];

    /// <summary>What is accepted; by default the request as it came.</summary>
    public Func<BotRequest, Accepted> Accepts { get; set; } = request => new Accepted(request);

    /// <summary>The answer; by default a greeting.</summary>
    public Func<BotRequest, Task<BotResponse>> Answers { get; set; } =
        _ => Task.FromResult<BotResponse>(new BotResponse.Reply(BotUnderSlack.Card("Hello")));

    public Func<string, IReadOnlyList<Option>> Finds { get; set; } = query => [new($"value of {query}", query)];

    /// <summary>Who may use the bot; by default everybody.</summary>
    public Func<BotRequest, Task<bool?>> LetsIn { get; set; } = _ => Task.FromResult<bool?>(true);

    /// <summary>What the adapter adds to requests. The real dispatcher runs it before each answer, too.</summary>
    public IReadOnlyList<IRequestEnricher> Enrichers { get; set; } = [];

    public IReadOnlyList<BotRequest> Asked => Read(_asked);

    public IReadOnlyList<(BotRequest Request, string Source, string Query)> Searches => Read(_searches);

    /// <summary>The next answer for which the adapter reported where it was shown.</summary>
    public Task<(BotRequest Request, BotResponse Answer, DeliveryResult Result)> NextShownAsync() =>
        _told.Reader.ReadAsync(BotUnderSlack.Cancel).AsTask().WaitAsync(FakeSlackPlatform.Patience, BotUnderSlack.Cancel);

    public void Answer(BotResponse answer) => Answers = _ => Task.FromResult(answer);

    /// <summary>Holds answers back until the test gives one.</summary>
    public TaskCompletionSource<BotResponse> AnswerLate()
    {
        var late = new TaskCompletionSource<BotResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        Answers = _ => late.Task;
        return late;
    }

    public ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
            _asked.Add(request);
        return ValueTask.FromResult(Accepts(request));
    }

    public async Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken) =>
        await Answers((await Enrichers.EnrichAsync(accepted, IsLetInAsync, cancellationToken)).Request);

    public Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken)
    {
        _told.Writer.TryWrite((accepted.Request, answer, result));
        return Task.CompletedTask;
    }

    public Task<bool?> IsLetInAsync(BotRequest request, CancellationToken cancellationToken) =>
        LetsIn(request).WaitAsync(cancellationToken);

    /// <summary>Holds searches back until the test ends them.</summary>
    public TaskCompletionSource FindLate()
    {
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _found = late.Task;
        return late;
    }

    public async Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request,
        string source,
        string query,
        int limit,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
            _searches.Add((request, source, query));
        await _found.WaitAsync(cancellationToken);
        return Finds(query);
    }

    /// <summary>Advances the clock until the task completes.</summary>
    public Task<T> PassTimeUntilAsync<T>(Task<T> happens) => PassingTime.UntilAsync(time, happens);

    private IReadOnlyList<T> Read<T>(List<T> list)
    {
        lock (_gate)
            return [.. list];
    }
}
