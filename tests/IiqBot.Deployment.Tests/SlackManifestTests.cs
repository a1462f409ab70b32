using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack;
using IiqBot.Web.Packaging;
using NJsonSchema;

namespace IiqBot.Deployment.Tests;

/// <summary>The Slack app manifest is valid, and matches what the code answers, calls and serves.</summary>
public sealed class SlackManifestTests
{
    private static readonly SlackManifest OverHttp = new("iiqbot.maplewood.example") { TicketDomain = "maplewood.incidentiq.com" };
    private static readonly SlackManifest OverSockets = new((string?)null) { TicketDomain = "maplewood.incidentiq.com" };

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task It_fits_Slacks_schema(bool isHttp, bool hasPreviews)
    {
        var path = Repository.Schema("slack-manifest", "manifest.schema.2.0.0.json");
        var schema = await JsonSchema.FromFileAsync(path, TestContext.Current.CancellationToken);
        var manifest = (isHttp ? OverHttp : OverSockets) with { TicketDomain = hasPreviews ? OverHttp.TicketDomain : null };

        Assert.Empty(schema.Validate(manifest.ToJson()));
        Assert.NotEmpty(schema.Validate(manifest.ToJson().Replace("\"/iiq\"", "\"iiq\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_subscribes_to_the_events_that_the_code_answers() =>
        Assert.Equal(
            SlackEvents.Subscriptions.Order(StringComparer.Ordinal),
            Strings(At(OverHttp, "settings", "event_subscriptions", "bot_events")).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void It_requests_only_the_scopes_that_the_code_needs() =>
        Assert.Equal(
            SlackScopes.Bot.Order(StringComparer.Ordinal),
            Strings(At(OverHttp, "oauth_config", "scopes", "bot")).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Its_addresses_are_the_paths_that_are_served()
    {
        const string host = "https://iiqbot.maplewood.example";
        Assert.Equal(host + SlackPaths.Commands, At(OverHttp, "features", "slash_commands")[0].GetProperty("url").GetString());
        Assert.Equal(host + SlackPaths.Events, At(OverHttp, "settings", "event_subscriptions", "request_url").GetString());
        Assert.Equal(host + SlackPaths.Interactions, At(OverHttp, "settings", "interactivity", "request_url").GetString());
        Assert.Equal(host + SlackPaths.Options, At(OverHttp, "settings", "interactivity", "message_menu_options_url").GetString());
        Assert.False(At(OverHttp, "settings", "socket_mode_enabled").GetBoolean());
    }

    [Fact]
    public void With_Socket_Mode_it_contains_no_address_of_the_bot()
    {
        Assert.True(At(OverSockets, "settings", "socket_mode_enabled").GetBoolean());
        Assert.DoesNotContain("https://", OverSockets.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_for_one_workspace_unless_made_for_an_organization()
    {
        Assert.False(At(OverHttp, "settings", "org_deploy_enabled").GetBoolean());
        Assert.True(At(OverSockets with { IsForOrganization = true }, "settings", "org_deploy_enabled").GetBoolean());
    }

    [Fact]
    public void Its_shortcuts_carry_verbs_that_the_core_knows() =>
        Assert.Equal(
            [Verbs.FileTicket, Verbs.FileFromMessage],
            At(OverHttp, "features", "shortcuts").EnumerateArray().Select(shortcut => shortcut.GetProperty("callback_id").GetString())
        );

    [Fact]
    public void Its_command_is_iiq_by_default()
    {
        Assert.Equal("/iiq", At(OverHttp, "features", "slash_commands")[0].GetProperty("command").GetString());
        Assert.Equal(
            "/help-desk",
            At(OverHttp with { Command = "/help-desk" }, "features", "slash_commands")[0].GetProperty("command").GetString()
        );
    }

    [Fact]
    public void Without_a_ticket_domain_it_requests_nothing_for_previews()
    {
        var json = (OverHttp with { TicketDomain = null }).ToJson();

        Assert.DoesNotContain("link", json, StringComparison.Ordinal);
        Assert.DoesNotContain("unfurl", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "--socket")]
    [InlineData(0, "--host", "iiqbot.maplewood.example")]
    [InlineData(0, "--host", "iiqbot.maplewood.example", "--command", "/help", "--tickets", "maplewood.incidentiq.com")]
    [InlineData(2)]
    [InlineData(2, "--socket", "--host", "iiqbot.maplewood.example")]
    [InlineData(2, "--host")]
    [InlineData(2, "--host", "https://iiqbot.maplewood.example")]
    [InlineData(2, "--host", "localhost")]
    [InlineData(2, "--host", "a.example", "--command", "iiq")]
    [InlineData(2, "--host", "a.example", "--host", "b.example")]
    [InlineData(2, "--socket", "--colour", "blue")]
    [InlineData(2, "--host", "bot.example.org\n")]
    [InlineData(2, "--socket", "--command", "/iiq\n")]
    [InlineData(2, "--socket", "--tickets", "maplewood.incidentiq.com\n")]
    public void The_command_prints_a_manifest_or_says_what_is_wrong(int code, params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());

        Assert.Equal(code, SlackManifestCommand.Run(arguments, output, errors));
        Assert.Equal(code == 0, output.ToString().StartsWith('{'));
        Assert.Equal(code == 2, errors.ToString().Length > 0);
    }

    private static JsonElement At(SlackManifest manifest, params string[] path) =>
        path.Aggregate(Json.Parse(manifest.ToJson()), (element, name) => element.GetProperty(name));

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
