using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace IiqBot.FakeSlack.Tests;

public sealed class AuthenticationTests : SlackTest
{
    [Fact]
    public async Task A_valid_token_gets_its_identity()
    {
        var answer = Good(await CallAsync("auth.test"));
        Assert.Equal(
            ("T0DISTRICT1", "U0IIQBOT001", "B0IIQBOT001"),
            (answer.GetProperty("team_id").GetString(), answer.GetProperty("user_id").GetString(), answer.GetProperty("bot_id").GetString())
        );
        Good(await FormAsync("team.info"));
        Good(await FormAsync("bots.info", ("bot", "B0IIQBOT001")));
        Refused(await FormAsync("bots.info", ("bot", "B1")), "bot_not_found");
    }

    [Fact]
    public async Task Without_a_bearer_token_nothing_works()
    {
        Http.DefaultRequestHeaders.Authorization = null;
        Refused(await CallAsync("auth.test"), "not_authed");
        Violated("not_authed");
        Refused(await FormAsync("auth.test", ("token", Slack.BotToken)), "not_authed");
        Violated("not_authed");
    }

    [Fact]
    public async Task Wrong_tokens_are_refused()
    {
        Use("xoxb-somebody-elses");
        Refused(await CallAsync("auth.test"), "invalid_auth");
        Violated("invalid_auth");
        Use(Slack.AppToken);
        Refused(await CallAsync("auth.test"), "not_allowed_token_type");
        Violated("not_allowed_token_type");
    }

    [Fact]
    public async Task Revoked_tokens_are_refused_without_a_violation()
    {
        Slack.KillToken();
        Refused(await CallAsync("auth.test"), "token_revoked");
        Slack.KillToken(isInactive: true);
        Refused(await CallAsync("auth.test"), "account_inactive");
        Assert.Empty(Slack.Violations);
    }

    [Fact]
    public async Task Unknown_methods_and_arguments_are_violations()
    {
        Refused(await CallAsync("chat.shout"), "unknown_method");
        Violated("unknown_method");
        Good(await CallAsync("auth.test", """{"loud":true}"""));
        Violated("there is no argument loud");
        Refused(await CallAsync("files.upload"), "method_deprecated");
        Violated("method_deprecated");
        using var nowhere = await Http.GetAsync("/apis/auth.test", Cancel);
        Assert.Equal(404, (int)nowhere.StatusCode);
        Violated("nothing is at");
    }

    [Fact]
    public async Task Reading_methods_take_forms_only()
    {
        Refused(await CallAsync("users.info", $$"""{"user":"{{Ada.Id}}"}"""), "invalid_arguments");
        Violated("takes a form, not JSON");
        using var get = await Http.GetAsync($"users.info?user={Ada.Id}", Cancel);
        Good(await get.Content.ReadFromJsonAsync<JsonElement>(Cancel));
        using var write = await Http.GetAsync($"chat.postMessage?channel={Channel.Id}&text=x", Cancel);
        Refused(await write.Content.ReadFromJsonAsync<JsonElement>(Cancel), "invalid_post_type");
        Violated("is called with POST");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused()
    {
        foreach (var type in new[] { "application/json", "text/plain" })
        {
            using var answer = await Http.PostAsync("auth.test", new StringContent("{", Encoding.UTF8, type), Cancel);
            Refused(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "invalid_form_data");
            Violated("invalid_form_data");
        }
    }

    private void Use(string token) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
}

public sealed class ScopeTests : SlackTest
{
    protected override FakeSlackOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            App = new SlackApp { Scopes = FrozenSet.ToFrozenSet(["commands", "users:read"]) },
        };

    [Theory]
    [InlineData("chat.postMessage", "chat:write")]
    [InlineData("chat.postEphemeral", "chat:write")]
    [InlineData("chat.update", "chat:write")]
    [InlineData("chat.delete", "chat:write")]
    [InlineData("chat.unfurl", "links:write")]
    [InlineData("users.lookupByEmail", "users:read.email")]
    [InlineData("conversations.open", "im:write,mpim:write")]
    [InlineData("conversations.info", "channels:read,groups:read,im:read,mpim:read")]
    [InlineData("conversations.members", "channels:read,groups:read,im:read,mpim:read")]
    [InlineData("reactions.add", "reactions:write")]
    [InlineData("reactions.get", "reactions:read")]
    [InlineData("files.info", "files:read")]
    [InlineData("files.getUploadURLExternal", "files:write")]
    [InlineData("files.completeUploadExternal", "files:write")]
    [InlineData("team.info", "team:read")]
    public async Task A_method_needs_its_scope(string method, string scope)
    {
        var answer = Refused(await FormAsync(method), "missing_scope");
        Assert.Equal(
            (scope, "commands,users:read"),
            (answer.GetProperty("needed").GetString(), answer.GetProperty("provided").GetString())
        );
        Violated("missing_scope");
    }

    [Fact]
    public async Task An_email_is_returned_only_with_its_scope()
    {
        var profile = Good(await FormAsync("users.info", ("user", Ada.Id))).GetProperty("user").GetProperty("profile");
        Assert.False(profile.TryGetProperty("email", out _));
    }

    [Fact]
    public async Task Events_need_their_scope()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SayAsync(Chat, "Hello", cancellationToken: Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.ReactAsync(Slack.AddMessage(Channel, Ada, "x"), "ticket", Cancel));
    }

    [Fact]
    public async Task A_file_needs_its_scope()
    {
        var file = Slack.AddFile(Ada, "a.txt", "text/plain", [1]);
        using var answer = await Http.GetAsync(file.PrivateUrl, Cancel);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Violated("without a token that may read files");
    }
}

public sealed class ManifestTests : SlackTest
{
    private const string Manifest = """
        {"display_information":{"name":"Help Desk"},
         "features":{"app_home":{"home_tab_enabled":true,"messages_tab_enabled":true,"messages_tab_read_only_enabled":false},
           "slash_commands":[{"command":"/help-desk","description":"x"}],"shortcuts":[{"name":"x","type":"global","callback_id":"ticket.new","description":"x"}],
           "unfurl_domains":["district.incidentiq.com"]},
         "oauth_config":{"scopes":{"bot":["commands","chat:write","im:history"]}},
         "settings":{"event_subscriptions":{"bot_events":["message.im"]},"interactivity":{"is_enabled":true},"socket_mode_enabled":false}}
        """;

    protected override FakeSlackOptions CreateOptions() =>
        new() { TimeProvider = Clock, App = SlackApp.FromManifest(JsonElement.Parse(Manifest)) };

    [Fact]
    public async Task The_manifest_decides_what_is_granted_and_delivered()
    {
        Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","text":"x"}"""));
        Refused(await FormAsync("users.info", ("user", Ada.Id)), "missing_scope");
        Violated("users:read");
        await Client.CommandAsync(Chat, "/help-desk", "", Cancel);
        await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.CommandAsync(Chat, "/iiq", "", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.OpenHomeAsync(Cancel));
        var app = SlackApp.FromManifest(JsonElement.Parse(Manifest));
        Assert.True(app is { Name: "Help Desk", HomeTab: true, MessagesTab: true, Interactivity: true, SocketMode: false });
        Assert.Equal(["district.incidentiq.com"], app.UnfurlDomains);
        Assert.Equal(["ticket.new"], app.Shortcuts!);
    }
}
