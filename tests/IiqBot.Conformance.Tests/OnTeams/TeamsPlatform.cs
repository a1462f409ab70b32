using IiqBot.Conformance.Tests.Driving;
using IiqBot.FakeConnector;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Conformance.Tests.OnTeams;

/// <summary>The bot in Teams, with the strict fake Connector.</summary>
internal sealed class TeamsPlatform : IChatPlatform
{
    private const string OtherTenant = "5f7a1f0e-3c0d-4a0b-9a55-0f0e6c1d2b77";
    private readonly Pulse _pulse = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _watches = [];

    private TeamsPlatform(District district, FakeTeams teams) => (District, Teams) = (district, teams);

    public District District { get; }

    public FakeTeams Teams { get; }

    public static async Task<IChatPlatform> StartAsync()
    {
        var district = await District.OpenAsync();
        var registration = new FakeTeamsOptions { UseHttpsServiceUrl = true, TimeProvider = district.Clock };
        var teams = await FakeTeams.StartAsync(registration, TestContext.Current.CancellationToken);
        string[] settings =
        [
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
        ];
        var bot = await district.StartBotAsync(
            settings,
            services =>
                services.ConfigureHttpClientDefaults(clients =>
                    clients
                        .ConfigureAdditionalHttpMessageHandlers((_, _) => { })
                        .ConfigurePrimaryHttpMessageHandler((handler, _) => Reach(handler, teams))
                )
        );
        teams.MessagingEndpoint = new Uri(bot, "/api/messages");
        return new TeamsPlatform(district, teams);
    }

    public IChatClient AddPerson(string name, string email, Membership membership)
    {
        var person = Teams.AddPerson(
            name,
            email,
            membership == Membership.Guest ? PersonRole.Guest : PersonRole.Member,
            tenantId: membership == Membership.Stranger ? Teams.AddTenant(OtherTenant).Id : null
        );
        var chat = Teams.AddPersonalChat(person);
        Watch(chat);
        return new TeamsClient(this, person, new TeamsRoom(chat) { IsShared = false });
    }

    public Room AddChannel(string name, IReadOnlyList<IChatClient> members)
    {
        var people = members.Cast<TeamsClient>().ToList();
        var channel = Teams.AddChannel(Teams.AddTeam(name, people.Select(client => client.Person)), name);
        Watch(channel);
        var room = new TeamsRoom(channel) { IsShared = true };
        foreach (var client in people)
            client.Join(room);
        return room;
    }

    public void RefuseRedraws(bool refuse)
    {
        if (refuse)
            Teams.Faults.Answer(403, 1000, ConnectorOperation.Update);
        else
            Teams.Faults.Clear();
    }

    public IReadOnlyList<string> TakeViolations() => Teams.TakeViolations();

    public Task WaitUntilAsync(Func<bool> isSo, string what) => _pulse.WaitUntilAsync(isSo, what);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_watches);
        await District.DisposeAsync();
        await Teams.DisposeAsync();
        _closing.Dispose();
    }

    private void Watch(FakeConversation conversation)
    {
        _watches.Add(WatchAsync(() => Teams.NextMessageAsync(conversation, Timeout.InfiniteTimeSpan, _closing.Token)));
        _watches.Add(WatchAsync(() => Teams.NextUpdateAsync(conversation, Timeout.InfiniteTimeSpan, _closing.Token)));
    }

    private async Task WatchAsync(Func<Task> nextAsync)
    {
        try
        {
            while (true)
            {
                await nextAsync();
                _pulse.Beat();
            }
        }
        catch (OperationCanceledException)
        {
            // The platform closes.
        }
    }

    // The fake's certificate was created at startup; nothing else in the service's handlers changes.
    private static void Reach(HttpMessageHandler handler, FakeTeams teams)
    {
        if (handler is SocketsHttpHandler sockets)
            teams.Prepare(sockets);
    }
}

/// <summary>A conversation in Teams.</summary>
internal sealed record TeamsRoom(FakeConversation Conversation) : Room;
