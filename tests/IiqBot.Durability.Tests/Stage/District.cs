using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IiqBot.FakeConnector;
using IiqBot.Sandbox;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>
/// What survives a crash of the service: Incident IQ with the line to it, Teams, and the people, all in this process. Each person has an
/// account and a personal chat with the bot.
/// </summary>
internal sealed class District : IAsyncDisposable
{
    private const string Domain = "maplewood.example";
    private readonly string _authority = Path.Combine(Path.GetTempPath(), $"iiqbot-authority-{Guid.NewGuid():N}.pem");
    private readonly FakeTeamsOptions _options;
    private readonly HttpClient _incidentIq;
    private int _people;

    private District(SandboxServer sandbox, Tap tap, FakeTeams teams, FakeTeamsOptions options)
    {
        (Sandbox, Tap, Teams, _options) = (sandbox, tap, teams, options);
        _incidentIq = new HttpClient { BaseAddress = sandbox.Url };
        _incidentIq.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", sandbox.Token);
        _incidentIq.DefaultRequestHeaders.Add("SiteId", $"{sandbox.SiteId}");
        _incidentIq.DefaultRequestHeaders.Add("Client", "ApiClient");
    }

    public SandboxServer Sandbox { get; }

    public Tap Tap { get; }

    public FakeTeams Teams { get; }

    public static async Task<District> OpenAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), cancellationToken);

        // The channel gives a killed service more time than the fake does by default; its other rules stay the same.
        var options = new FakeTeamsOptions { UseHttpsServiceUrl = true };
        var teams = await FakeTeams.StartAsync(options, cancellationToken);
        var district = new District(sandbox, await Tap.OpenAsync(sandbox.Url), teams, options);
        await File.WriteAllTextAsync(district._authority, teams.CertificateAuthority.ExportCertificatePem(), cancellationToken);
        return district;
    }

    /// <summary>Adds a person.</summary>
    /// <param name="role">Their role in Incident IQ.</param>
    public Person AddPerson(string role = "agent")
    {
        var number = Interlocked.Increment(ref _people);
        var (name, email) = ($"Person {number}", $"person{number}@{Domain}");
        Sandbox.Control.SetPerson(email, name, role);
        var person = Teams.AddPerson(name, email);
        return new(person, Teams.AddPersonalChat(person));
    }

    /// <summary>The settings of a service that works for this district, in Production.</summary>
    public IReadOnlyDictionary<string, string?> SettingsWith(Database database) =>
        new Dictionary<string, string?>(database.Settings)
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
            ["IncidentIq__BaseUrl"] = Tap.Url.AbsoluteUri,
            ["IncidentIq__SiteId"] = $"{Sandbox.SiteId}",
            ["IncidentIq__ApiToken"] = Sandbox.Token,
            ["Bot__EmailDomains__0"] = Domain,
            ["DOTNET_gcServer"] = "0", // several of them share a small machine
        };

    /// <summary>All tickets, oldest first, read past the service and past all faults.</summary>
    public async Task<IReadOnlyList<JsonElement>> TicketsAsync()
    {
        var all = new List<JsonElement>();
        for (var page = 0; ; page++)
        {
            using var answer = await _incidentIq.PostAsJsonAsync(
                $"/api/v1.0/tickets?$s=100&$p={page}",
                new { Filters = Array.Empty<object>() },
                TestContext.Current.CancellationToken
            );
            answer.EnsureSuccessStatusCode();
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            all.AddRange(json.GetProperty("Items").EnumerateArray());
            if (page + 1 >= json.GetProperty("Paging").GetProperty("PageCount").GetInt32())
                return [.. all.OrderBy(NumberOf)];
        }
    }

    /// <summary>The comments of a ticket, each as the text of its entry.</summary>
    public async Task<IReadOnlyList<string>> CommentsAsync(string ticketId)
    {
        var json = await _incidentIq.GetFromJsonAsync<JsonElement>(
            $"/api/v1.0/tickets/{ticketId}/activities?$s=500",
            TestContext.Current.CancellationToken
        );
        return [.. json.GetProperty("Items").EnumerateArray().Select(entry => entry.GetRawText())];
    }

    /// <summary>The number of a ticket as an integer; later tickets have higher numbers.</summary>
    public static long NumberOf(JsonElement ticket) =>
        long.Parse(ticket.GetProperty("TicketNumber").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Tap.DisposeAsync();
        await Teams.DisposeAsync();
        await Sandbox.DisposeAsync();
        _incidentIq.Dispose();
        File.Delete(_authority);
    }
}

/// <summary>A person and their personal chat with the bot.</summary>
internal sealed record Person(FakePerson Who, FakeConversation Chat)
{
    /// <summary>The texts of all messages in the chat as they are now.</summary>
    public IReadOnlyList<string> Reads =>
        [.. Chat.Messages.Where(message => !message.IsDeleted).Select(message => message.Activity.GetRawText())];

    /// <summary>Whether one message contains all of these texts.</summary>
    public bool Sees(params string[] texts) => Reads.Any(message => texts.All(text => message.Contains(text, StringComparison.Ordinal)));
}
