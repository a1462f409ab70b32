using System.Text.Json;
using IiqBot.FakeSlack;
using IiqBot.IncidentIq.Files;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Sandbox;
using IiqBot.Tests.Time;
using IiqBot.Web.Hosting;
using IiqBot.Web.Packaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Web.Tests;

/// <summary>
/// The service as in production with only Slack, the made-up district as its Incident IQ, and the strict fake Slack. The app is registered
/// there with its own manifest: a scope that the manifest does not request is not granted. One clock moves while everything waits.
/// </summary>
public sealed class SlackWorld : IAsyncDisposable
{
    private readonly WebApplication _bot;
    private readonly SandboxServer _incidentIq;
    private readonly FakeTimeProvider _clock;
    private readonly PassingTime _passing;

    private SlackWorld(
        SandboxServer incidentIq,
        FakeSlackPlatform slack,
        WebApplication bot,
        FakeTimeProvider clock,
        PassingTime passing
    ) => (_incidentIq, Slack, _bot, _clock, _passing) = (incidentIq, slack, bot, clock, passing);

    public FakeSlackPlatform Slack { get; }

    public SandboxServer IncidentIq => _incidentIq;

    public IServiceProvider Services => _bot.Services;

    public static async Task<SlackWorld> StartAsync(bool socketMode)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var clock = TestWorld.NewClock();
        var incidentIq = await SandboxServer.StartAsync(new SandboxOptions { Time = clock }, cancellationToken);
        var manifest = new SlackManifest(socketMode ? null : "iiqbot.maplewood.example") { TicketDomain = "maplewood.incidentiq.com" };
        using var json = JsonDocument.Parse(manifest.ToJson());
        var options = new FakeSlackOptions { App = SlackApp.FromManifest(json.RootElement), TimeProvider = clock };
        var slack = await FakeSlackPlatform.StartAsync(options, cancellationToken);
        var bot = await ServiceCommand.BuildAsync(
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
                "--Slack:BotToken",
                options.BotToken,
                socketMode ? "--Slack:AppToken" : "--Slack:SigningSecret",
                socketMode ? options.AppToken : options.SigningSecret,
                "--Slack:TeamIds:0",
                options.TeamId,
                "--Slack:ApiUrl",
                slack.ApiUrl.AbsoluteUri,
                "--Storage:DataFolder",
                Directory.CreateTempSubdirectory("iiqbot-").FullName,
            ],
            services => services.AddSingleton<TimeProvider>(clock)
        );
        var passing = PassingTime.On(clock);
        await bot.StartAsync(cancellationToken);
        slack.Endpoints = SlackEndpoints.Below(new Uri(bot.Urls.First()));
        if (socketMode)
            await slack.WaitUntilAsync(() => slack.Connections.Any(c => c.IsOpen), "a connection", cancellationToken: cancellationToken);
        return new(incidentIq, slack, bot, clock, passing);
    }

    /// <summary>A person of the district with their Slack client.</summary>
    public (SlackClient Client, FakeChannel Chat) AddPerson(string name, string role)
    {
        _incidentIq.Control.SetPerson(TestWorld.EmailOf(name), name, role);
        var person = Slack.AddPerson(name, TestWorld.EmailOf(name));
        return (Slack.As(person), Slack.AddDirectMessage(person));
    }

    /// <inheritdoc cref="TestWorld.SettleAsync()"/>
    public Task SettleAsync() => TestWorld.SettleAsync(_clock);

    /// <summary>The files that a ticket has in Incident IQ.</summary>
    public async Task<IEnumerable<(string Name, long Size)>> FilesOfAsync(string number)
    {
        var services = _bot.Services;
        var ticket = await services.GetRequiredService<ITickets>().FindByNumberAsync(number, TestContext.Current.CancellationToken);
        var files = await services.GetRequiredService<IFiles>().OfTicketAsync(ticket!.Id, TestContext.Current.CancellationToken);
        return files.Select(file => (file.Name, file.Size ?? 0));
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync(CancellationToken.None);
        await _bot.DisposeAsync();
        await Slack.DisposeAsync();
        await _incidentIq.DisposeAsync();
        _passing.Dispose();
        Slack.AssertClean();
    }
}
