using IiqBot.FakeConnector;
using IiqBot.Sandbox;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Benchmarks;

/// <summary>
/// Teams and Incident IQ as the bot meets them, both in this process: the strict fake of Teams, which issues and checks
/// tokens and counts replies, and the made-up district. Each person has a chat with the bot and an account.
/// </summary>
internal sealed class District : IAsyncDisposable
{
    private const string Domain = "benchmark.example";

    private readonly string _authority = Path.Combine(Path.GetTempPath(), $"iiqbot-authority-{Guid.NewGuid():N}.pem");
    private readonly FakeTeamsOptions _options;
    private readonly SandboxServer _incidentIq;

    private District(FakeTeams teams, FakeTeamsOptions options, SandboxServer incidentIq, FakeConversation[] chats) =>
        (Teams, _options, _incidentIq, Chats) = (teams, options, incidentIq, chats);

    public FakeTeams Teams { get; }

    /// <summary>Everybody's chat with the bot.</summary>
    public FakeConversation[] Chats { get; }

    /// <summary>How many calls Incident IQ was asked so far.</summary>
    public int IncidentIqCalls => _incidentIq.Control.Calls.Values.Sum();

    /// <summary>Incident IQ answers each call after this time, from now on; zero for at once.</summary>
    public void AnswerAfter(TimeSpan time)
    {
        _incidentIq.Control.ClearFaults();
        if (time > TimeSpan.Zero)
            _incidentIq.Control.Add(new Fault(FaultKind.Slow) { Delay = time });
    }

    /// <summary>Starts both with this many people.</summary>
    public static async Task<District> StartAsync(int people, CancellationToken cancellationToken)
    {
        var options = new FakeTeamsOptions
        {
            Throttling = false,
            CountOnly = true,
            UseHttpsServiceUrl = true,
        };
        var teams = await FakeTeams.StartAsync(options, cancellationToken);
        var incidentIq = await SandboxServer.StartAsync(new SandboxOptions(), cancellationToken);
        var chats = new FakeConversation[people];
        for (var i = 0; i < people; i++)
        {
            var (name, email) = ($"Person {i}", $"person{i}@{Domain}");
            incidentIq.Control.SetPerson(email, name, "agent");
            chats[i] = teams.AddPersonalChat(teams.AddPerson(name, email));
        }
        var district = new District(teams, options, incidentIq, chats);
        await File.WriteAllTextAsync(district._authority, teams.CertificateAuthority.ExportCertificatePem(), cancellationToken);
        return district;
    }

    /// <summary>The settings with which the bot is registered here; the bare endpoint reads the same.</summary>
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
            ["IncidentIq__BaseUrl"] = _incidentIq.Url.AbsoluteUri,
            ["IncidentIq__SiteId"] = $"{_incidentIq.SiteId}",
            ["IncidentIq__ApiToken"] = _incidentIq.Token,
            ["Bot__EmailDomains__0"] = Domain,
        };

    public async ValueTask DisposeAsync()
    {
        await Teams.DisposeAsync();
        await _incidentIq.DisposeAsync();
        File.Delete(_authority);
    }
}
