using System.Net.Http.Json;
using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Later;
using IiqBot.Core.Model;
using IiqBot.FakeConnector;
using IiqBot.FakeSlack;
using IiqBot.Sandbox;
using IiqBot.Web.Packaging;
using Microsoft.Extensions.DependencyInjection;
using FakeMessage = IiqBot.FakeConnector.FakeMessage;
using FakePerson = IiqBot.FakeConnector.FakePerson;

namespace IiqBot.Web.Tests;

/// <summary>The product in Teams and in Slack at the same time, when it is removed from Slack.</summary>
public sealed class RevocationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_Slack_token_is_reported_once_in_Teams_and_not_used_again(bool isUninstalled)
    {
        var clock = TestWorld.NewClock();
        using var manifest = JsonDocument.Parse(
            new SlackManifest("iiqbot.maplewood.example") { TicketDomain = "maplewood.incidentiq.com" }.ToJson()
        );
        var app = new FakeSlackOptions { App = SlackApp.FromManifest(manifest.RootElement), TimeProvider = clock };
        await using var slack = await FakeSlackPlatform.StartAsync(app, Token);
        await using var world = await TestWorld.StartAsync(
            new SandboxOptions { Time = clock },
            "--Slack:BotToken",
            app.BotToken,
            "--Slack:SigningSecret",
            app.SigningSecret,
            "--Slack:TeamIds:0",
            app.TeamId,
            "--Slack:ApiUrl",
            slack.ApiUrl.AbsoluteUri
        );
        slack.Endpoints = SlackEndpoints.Below(world.BotUrl);
        await slack.WaitUntilAsync(
            () => slack.Calls.Any(call => call.Method == "auth.test"),
            "the check of the token",
            cancellationToken: Token
        );
        var (boss, bossChat) = await MeetAsync(world, "Ada Boss", "Administrator");
        var (_, technicianChat) = await MeetAsync(world, "Tess Technician", "Agent");
        var person = slack.AddPerson("Ada Boss", "ada.boss@maplewood.example");

        if (isUninstalled)
            await slack.UninstallAsync(Token);
        else
            await slack.RevokeTokenAsync(Token);
        var calls = slack.Calls.Count;

        var told = await world.Teams.NextMessageAsync(bossChat, cancellationToken: Token);
        Assert.Contains("no longer works in a Slack workspace", Words(told), StringComparison.Ordinal);
        Assert.Contains("put the new token into Slack:BotToken and restart", Words(told), StringComparison.Ordinal);
        await slack.As(person).SayAsync(slack.AddDirectMessage(person), "help", cancellationToken: Token);
        await slack.RevokeTokenAsync(Token);
        Assert.Equal("TokenRevoked", await ReadyAsync(world, "slack"));
        await world.Teams.PressAsync(bossChat, boss, told.Id, "bot.status", cancellationToken: Token);
        var status = Words(await world.Teams.NextMessageAsync(bossChat, cancellationToken: Token));
        Assert.Contains("Needs attention: Slack", status, StringComparison.Ordinal);
        Assert.Contains("(TokenRevoked)", status, StringComparison.Ordinal);

        Assert.Equal(calls, slack.Calls.Count);
        Assert.Single(
            bossChat.Messages,
            message => Words(message).Contains("no longer works in a Slack workspace", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(technicianChat.Messages, message => Words(message).Contains("Slack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sent_alert_is_stored_and_not_sent_again()
    {
        await using var world = await TestWorld.StartAsync();
        var (_, chat) = await MeetAsync(world, "Ada Boss", "Administrator");
        var administrators = world.Services.GetRequiredService<IAdministrators>();
        var card = new Card { Title = "It broke", Summary = "It broke." };

        Assert.Equal(new Telling(1, 0), await administrators.TellAsync("it", card, "slack", Token));
        await world.Teams.NextMessageAsync(chat, cancellationToken: Token);
        Assert.Equal(new Telling(1, 0), await administrators.TellAsync("it", card, "slack", Token));

        Assert.Empty(await world.Services.GetRequiredService<IOutbox>().LeaseDueAsync(9, Token));
        Assert.Single(chat.Messages, message => Words(message).Contains("It broke", StringComparison.Ordinal));
    }

    /// <summary>A person who installed the bot in Teams and used it.</summary>
    private static async Task<(FakePerson Person, FakeConversation Chat)> MeetAsync(TestWorld world, string name, string role)
    {
        var (person, chat) = world.AddPerson(name, role);
        await world.Teams.InstallAsync(chat, person, Token);
        await world.Teams.NextMessageAsync(chat, cancellationToken: Token);
        await world.AskAsync(chat, person, "who am I");
        return (person, chat);
    }

    private static async Task<string?> ReadyAsync(TestWorld world, string part)
    {
        using var client = new HttpClient { BaseAddress = world.BotUrl };
        return (await client.GetFromJsonAsync<JsonElement>(new Uri("/health/ready", UriKind.Relative), Token))
            .GetProperty(part)
            .GetString();
    }

    private static string Words(FakeMessage message) => message.Card is { } card ? Reading.TextOf(card) : message.Text ?? "";
}
