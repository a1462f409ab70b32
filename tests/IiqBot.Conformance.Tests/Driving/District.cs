using System.Net.Http.Json;
using System.Text.Json;
using IiqBot.Sandbox;
using IiqBot.Tests.Time;
using IiqBot.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Conformance.Tests.Driving;

/// <summary>Incident IQ over HTTP, and the service in front of it as in production, all with one test clock.</summary>
internal sealed class District : IAsyncDisposable
{
    /// <summary>The shortest time between two actions of people.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly SandboxServer _sandbox;
    private readonly HttpClient _api;
    private readonly string _folder = Directory.CreateTempSubdirectory("iiqbot-").FullName;
    private WebApplication? _bot;

    private District(SandboxServer sandbox, FakeTimeProvider clock)
    {
        (_sandbox, Clock) = (sandbox, clock);
        _api = new HttpClient { BaseAddress = sandbox.Url };
        _api.DefaultRequestHeaders.Authorization = new("Bearer", sandbox.Token);
    }

    public SandboxControl Control => _sandbox.Control;

    /// <summary>The clock of Incident IQ, the service and the chat platform. It stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>A day that is not over in any time zone, as a date field sends it.</summary>
    public string InTwoDays => Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The name of a technician who was in Incident IQ from the start.</summary>
    public string Technician => Control.SamplePeople.First(person => person.Role == "Agent").Name;

    public static async Task<District> OpenAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero)); // a school day, in the morning
        var options = new SandboxOptions { RuleDelay = TimeSpan.Zero, Time = clock };
        return new(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken), clock);
    }

    /// <summary>Starts the service with the settings of a platform.</summary>
    /// <returns>Its address.</returns>
    public async Task<Uri> StartBotAsync(string[] settings, Action<IServiceCollection>? change = null)
    {
        _bot = await ServiceCommand.BuildAsync(
            [
                "--environment",
                "Production",
                "--urls",
                "http://127.0.0.1:0",
                "--IncidentIq:BaseUrl",
                _sandbox.Url.ToString(),
                "--IncidentIq:SiteId",
                _sandbox.SiteId.ToString(),
                "--IncidentIq:ApiToken",
                _sandbox.Token,
                "--Bot:EmailDomains:0",
                "maplewood.example",
                "--Storage:DataFolder",
                _folder,
                "--Logging:LogLevel:Default",
                "None",
                .. settings,
            ],
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                change?.Invoke(services);
            }
        );
        await _bot.StartAsync(TestContext.Current.CancellationToken);
        return new Uri(_bot.Urls.First());
    }

    /// <summary>Waits until the bot has tried so many more times to file a ticket, whatever the result.</summary>
    /// <exception cref="OperationCanceledException">It did not within minutes.</exception>
    public async Task UntilFilingIsTriedAsync(int times)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(5), Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, over.Token);
        var before = Tries();
        while (Tries() < before + times)
            await Task.Delay(TimeSpan.FromMilliseconds(100), Clock, limit.Token);

        int Tries() => Control.Calls.Where(call => call.Key.EndsWith("/tickets/new", StringComparison.Ordinal)).Sum(call => call.Value);
    }

    /// <summary>Files a ticket for a person in Incident IQ itself, without the bot.</summary>
    public async Task FileAsync(Someone requester)
    {
        Clock.Advance(Moment);
        using var answer = await _api.PostAsJsonAsync(
            new Uri("/api/v1.0/tickets/simple/new", UriKind.Relative),
            new { ForUsername = requester.Email, Issue = "Paper jam" },
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Marks the ticket of a card as urgent, without the bot but with its account.</summary>
    public async Task MarkUrgentAsync(Post card)
    {
        Clock.Advance(Moment);
        using var answer = await _api.PostAsync(
            new Uri($"/api/v1.0/tickets/{IdOf(card)}/mark-urgent", UriKind.Relative),
            null,
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The names of the files that Incident IQ has for the ticket of a card.</summary>
    public async Task<IReadOnlyList<string>> FilesOfAsync(Post card)
    {
        // Says that the entity is a ticket (docs/reference/incident-iq-tickets.md, "Kinds of records").
        const string tickets = "888891ac-91aa-e711-80c2-100dffa00001";
        var answer = await _api.GetFromJsonAsync<JsonElement>(
            new Uri($"/api/v1.0/files/entity/{tickets}/{IdOf(card)}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return [.. answer.GetProperty("Items").EnumerateArray().Select(file => file.GetProperty("FileName").GetString()!)];
    }

    private static string IdOf(Post card) => new Uri(card.LinkOf("Open in Incident IQ")!).Segments[^1];

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
        {
            using var passing = PassingTime.On(Clock); // running work may wait by this clock
            await _bot.StopAsync(CancellationToken.None);
            await _bot.DisposeAsync();
        }

        _api.Dispose();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
