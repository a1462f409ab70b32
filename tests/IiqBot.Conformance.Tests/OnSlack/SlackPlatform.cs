using System.Text.Json;
using IiqBot.Conformance.Tests.Driving;
using IiqBot.FakeSlack;
using IiqBot.Web.Packaging;

namespace IiqBot.Conformance.Tests.OnSlack;

/// <summary>The bot in Slack, with the strict fake, in which the app is registered with its own manifest.</summary>
internal sealed class SlackPlatform : IChatPlatform
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly FakeTeam OtherWorkspace = FakeSlackPlatform.AddTeam("T0ELSEWHERE", "elsewhere");

    private SlackPlatform(District district, FakeSlackPlatform slack) => (District, Slack) = (district, slack);

    public District District { get; }

    public FakeSlackPlatform Slack { get; }

    public static async Task<IChatPlatform> StartAsync()
    {
        var district = await District.OpenAsync();
        var manifest = new SlackManifest("iiqbot.maplewood.example") { TicketDomain = "maplewood.incidentiq.com" };
        using var json = JsonDocument.Parse(manifest.ToJson());
        var options = new FakeSlackOptions { App = SlackApp.FromManifest(json.RootElement), TimeProvider = district.Clock };
        var slack = await FakeSlackPlatform.StartAsync(options, TestContext.Current.CancellationToken);
        var bot = await district.StartBotAsync([
            "--Slack:BotToken",
            options.BotToken,
            "--Slack:SigningSecret",
            options.SigningSecret,
            "--Slack:TeamIds:0",
            options.TeamId,
            "--Slack:ApiUrl",
            slack.ApiUrl.AbsoluteUri,
        ]);
        slack.Endpoints = SlackEndpoints.Below(bot);
        return new SlackPlatform(district, slack);
    }

    public IChatClient AddPerson(string name, string email, Membership membership)
    {
        var person = Slack.AddPerson(
            name,
            email,
            membership == Membership.Guest ? PersonKind.Guest : PersonKind.Member,
            membership == Membership.Stranger ? OtherWorkspace : null
        );
        return new SlackUser(this, Slack.As(person), new SlackRoom(Slack.AddDirectMessage(person)) { IsShared = false });
    }

    public Room AddChannel(string name, IReadOnlyList<IChatClient> members)
    {
        var people = members.Cast<SlackUser>().ToList();
        var channel = Slack.AddChannel(name, people.Select(user => user.Client.Person));
        channel.IsShared = people.Any(user => user.Client.Person.Team == OtherWorkspace);
        var room = new SlackRoom(channel) { IsShared = true };
        foreach (var user in people)
            user.Join(room);
        return room;
    }

    public void RefuseRedraws(bool refuse)
    {
        if (refuse)
            Slack.Faults.Refuse("is_inactive", 1000, "chat.update");
        else
            Slack.Faults.Clear();
    }

    public IReadOnlyList<string> TakeViolations() => Slack.TakeViolations();

    public Task WaitUntilAsync(Func<bool> isSo, string what) =>
        Slack.WaitUntilAsync(isSo, what, Patience, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await District.DisposeAsync();
        await Slack.DisposeAsync();
    }
}

/// <summary>A conversation in Slack.</summary>
internal sealed record SlackRoom(FakeChannel Channel) : Room;
