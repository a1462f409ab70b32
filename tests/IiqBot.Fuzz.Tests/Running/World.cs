using IiqBot.FakeConnector;
using IiqBot.FakeSlack;
using IiqBot.Sandbox;

namespace IiqBot.Fuzz.Tests.Running;

/// <summary>Teams, Slack and Incident IQ in this process, as the service sees them, and the people who talk to the bot.</summary>
internal sealed class World : IAsyncDisposable
{
    private const string Domain = "maplewood.example";
    private const int PeopleOfTeams = 400;

    /// <summary>The bot looks up at most 100 people a minute in Slack.</summary>
    private const int PeopleOfSlack = 60;

    private readonly string _authority = Path.Combine(Path.GetTempPath(), $"iiqbot-fuzz-{Guid.NewGuid():N}.pem");
    private readonly string _data = Directory.CreateTempSubdirectory("iiqbot-fuzz-").FullName;
    private readonly FakeTeamsOptions _options;
    private readonly SandboxServer _incidentIq;

    private World(FakeTeams teams, FakeTeamsOptions options, FakeSlackPlatform slack, SandboxServer incidentIq)
    {
        (Teams, _options, Slack, _incidentIq) = (teams, options, slack, incidentIq);
        Chats =
        [
            .. Enumerable.Range(0, PeopleOfTeams).Select(i => Teams.AddPersonalChat(Teams.AddPerson($"Person {i}", Account("teams", i)))),
        ];
        SlackPeople = [.. Enumerable.Range(0, PeopleOfSlack).Select(i => Slack.AddPerson($"Person {i}", Account("slack", i)))];
        Channel = Slack.AddChannel("help-desk", SlackPeople);
    }

    public FakeTeams Teams { get; }

    public FakeSlackPlatform Slack { get; }

    /// <summary>Each person's personal chat with the bot in Teams.</summary>
    public IReadOnlyList<FakeConversation> Chats { get; }

    public IReadOnlyList<IiqBot.FakeSlack.FakePerson> SlackPeople { get; }

    /// <summary>A channel in Slack with all people in it.</summary>
    public FakeChannel Channel { get; }

    /// <summary>The settings with which the service works for both platforms, in Production.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = null,
            ["SSL_CERT_FILE"] = _authority,
            ["Teams__AppId"] = _options.AppId,
            ["Teams__AppType"] = "SingleTenant",
            ["Teams__AppTenantId"] = _options.TenantId,
            ["Teams__TenantIds__0"] = _options.TenantId,
            ["Teams__ClientSecret"] = _options.AppPassword,
            ["Teams__Cloud__OpenIdMetadataUrl"] = Teams.OpenIdMetadataUrl.AbsoluteUri,
            ["Teams__Cloud__LoginAuthority"] = Teams.LoginAuthority.AbsoluteUri,
            ["Teams__Cloud__ServiceUrlHosts__0"] = Teams.HttpsServiceUrl.Host,
            ["Slack__SigningSecret"] = Slack.SigningSecret,
            ["Slack__BotToken"] = Slack.BotToken,
            ["Slack__TeamIds__0"] = Slack.Team.Id,
            ["Slack__ApiUrl"] = Slack.ApiUrl.AbsoluteUri,
            ["IncidentIq__BaseUrl"] = _incidentIq.Url.AbsoluteUri,
            ["IncidentIq__SiteId"] = $"{_incidentIq.SiteId}",
            ["IncidentIq__ApiToken"] = _incidentIq.Token,
            ["Bot__EmailDomains__0"] = Domain,
            ["Storage__DataFolder"] = _data,
        };

    public static async Task<World> OpenAsync(CancellationToken cancellationToken)
    {
        var options = new FakeTeamsOptions
        {
            Throttling = false,
            CountOnly = true,
            UseHttpsServiceUrl = true,
        };
        var teams = await FakeTeams.StartAsync(options, cancellationToken);
        var slack = await FakeSlackPlatform.StartAsync(new FakeSlackOptions { RateLimiting = false, CountOnly = true }, cancellationToken);
        var world = new World(teams, options, slack, await SandboxServer.StartAsync(new SandboxOptions(), cancellationToken));
        await File.WriteAllTextAsync(world._authority, teams.CertificateAuthority.ExportCertificatePem(), cancellationToken);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        _ = Teams.TakeViolations(); // requests that no client sends get answers that no client sees
        _ = Slack.TakeViolations();
        await Teams.DisposeAsync();
        await Slack.DisposeAsync();
        await _incidentIq.DisposeAsync();
        File.Delete(_authority);
        Directory.Delete(_data, recursive: true);
    }

    // Every third person is a requester, so that refusals are tested too.
    private string Account(string platform, int number)
    {
        var email = $"{platform}{number}@{Domain}";
        _incidentIq.Control.SetPerson(email, $"Person {number}", number % 3 == 0 ? "requester" : "agent");
        return email;
    }
}
