using IiqBot.FakeSlack;
using IiqBot.Sandbox;

namespace IiqBot.Benchmarks.Slack;

/// <summary>
/// Slack and Incident IQ as the bot meets them, both in this process: the strict fake of Slack, which takes and counts answers, and
/// the made-up district. Each person is a technician there.
/// </summary>
internal sealed class Workspace : IAsyncDisposable
{
    private const string Domain = "benchmark.example";

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"iiqbot-data-{Guid.NewGuid():N}");

    private Workspace(FakeSlackPlatform slack, SandboxServer incidentIq, FakePerson[] people) =>
        (Slack, IncidentIq, People) = (slack, incidentIq, people);

    public FakeSlackPlatform Slack { get; }

    public SandboxServer IncidentIq { get; }

    public FakePerson[] People { get; }

    /// <summary>How many calls Incident IQ was asked so far.</summary>
    public int IncidentIqCalls => IncidentIq.Control.Calls.Values.Sum();

    /// <summary>
    /// The settings with which the app is installed here; the bare endpoint and Bolt read the same. The database is this workspace's own.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = null,
            ["Slack__SigningSecret"] = Slack.SigningSecret,
            ["Slack__BotToken"] = Slack.BotToken,
            ["Slack__TeamIds__0"] = Slack.Team.Id,
            ["Slack__ApiUrl"] = Slack.ApiUrl.AbsoluteUri,
            ["IncidentIq__BaseUrl"] = IncidentIq.Url.AbsoluteUri,
            ["IncidentIq__SiteId"] = $"{IncidentIq.SiteId}",
            ["IncidentIq__ApiToken"] = IncidentIq.Token,
            ["Bot__EmailDomains__0"] = Domain,
            ["Storage__DataFolder"] = _data,
        };

    /// <summary>Starts both with this many people.</summary>
    /// <param name="people">How many; the bot asks Slack about no more than 100 of them a minute, as Slack wants it.</param>
    /// <param name="countOnly">Whether answers are checked and counted only, or kept.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<Workspace> StartAsync(int people, bool countOnly, CancellationToken cancellationToken)
    {
        var slack = await FakeSlackPlatform.StartAsync(
            new FakeSlackOptions { RateLimiting = false, CountOnly = countOnly },
            cancellationToken
        );
        var incidentIq = await SandboxServer.StartAsync(new SandboxOptions(), cancellationToken);
        var all = new FakePerson[people];
        for (var i = 0; i < people; i++)
        {
            var (name, email) = ($"Person {i}", $"person{i}@{Domain}");
            incidentIq.Control.SetPerson(email, name, "agent");
            all[i] = slack.AddPerson(name, email);
        }

        return new Workspace(slack, incidentIq, all);
    }

    public async ValueTask DisposeAsync()
    {
        _ = Slack.TakeViolations(); // each run has judged them, or failed for another reason, which these must not hide
        await Slack.DisposeAsync();
        await IncidentIq.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }
}
