using IiqBot.Slack.Turns;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Tests.Protocol;

public sealed class OptionsTests
{
    [Fact]
    public void Whole_settings_are_well() => Assert.Empty(SlackOptions.Missing(Whole()));

    [Fact]
    public void Nothing_set_means_off() => Assert.False(new SlackOptions().IsConfigured);

    [Fact]
    public void One_token_is_good_for_one_organization()
    {
        var options = new SlackOptions { SigningSecret = new string('s', 32), BotToken = "xoxb-1" };
        options.EnterpriseIds.Add("E0ONE");
        Assert.Empty(SlackOptions.Missing(options));
        options.EnterpriseIds.Add("E0TWO");
        Assert.Contains("several organizations", Assert.Single(SlackOptions.Missing(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SigningSecret", "")]
    [InlineData("SigningSecret", "   ")]
    [InlineData("SigningSecret", null)]
    [InlineData("SigningSecret", "short")]
    [InlineData("BotToken", null)]
    [InlineData("BotToken", "xoxp-a-persons-token")]
    [InlineData("AppToken", "xoxb-not-an-app-token")]
    [InlineData("ReactionEmoji", ":ticket:")]
    [InlineData("ApiUrl", "http://slack.com/api/")]
    [InlineData("ApiUrl", "https://slack.com/api")]
    [InlineData("ApiUrl", "http://localhost.evil.example/api/")]
    public void A_setting_that_is_missing_or_wrong_is_named(string name, string? value)
    {
        var options = Whole();
        var property = typeof(SlackOptions).GetProperty(name)!;
        property.SetValue(options, name == "ApiUrl" ? new Uri(value!) : value);

        Assert.Contains($"Slack:{name}", Assert.Single(SlackOptions.Missing(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C0CHANNEL")]
    [InlineData("t0district")]
    [InlineData("")]
    public void A_workspace_id_begins_with_T(string id)
    {
        var options = Whole();
        options.TeamIds[0] = id;

        Assert.Contains("Slack:TeamIds", Assert.Single(SlackOptions.Missing(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void With_socket_mode_no_signing_secret_is_needed()
    {
        var options = Whole();
        (options.SigningSecret, options.AppToken) = (null, "xapp-1-A1-1-abc");

        Assert.Empty(SlackOptions.Missing(options));
        Assert.True(options.UsesSocketMode);
    }

    [Fact]
    public async Task An_empty_signing_secret_stops_the_start() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => BotUnderSlack.StartAsync(settings: settings => settings["Slack:SigningSecret"] = ""));

    [Theory]
    [InlineData("hello <@U0BOT> there", "U0BOT", "hello  there")]
    [InlineData("<@U0KIM12345> has 12", null, "@U0KIM12345 has 12")]
    [InlineData("<@U0BOT> ask <@U2|grace>", "U0BOT", "ask @U2")]
    [InlineData("see <https://a.example/x?a=1&amp;b=2|this>", null, "see https://a.example/x?a=1&b=2")]
    [InlineData("in <#C1|help-desk>", null, "in #help-desk")]
    [InlineData("<mailto:ada@school.example|ada@school.example>", null, "ada@school.example")]
    [InlineData("1 &lt; 2 &amp;&amp; 3 &gt; 2", null, "1 < 2 && 3 > 2")]
    [InlineData("&amp;lt;", null, "&lt;")]
    [InlineData("< > <> <|>", null, "< > <> <|>")]
    [InlineData("", null, "")]
    [InlineData(null, null, "")]
    public void Messages_are_read_out_of_slacks_markup(string? text, string? bot, string expected) => Assert.Equal(expected, MessageText.Read(text, bot));

    private static SlackOptions Whole()
    {
        var options = new SlackOptions { SigningSecret = "a-made-up-signing-secret", BotToken = "xoxb-1-2-abc" };
        options.TeamIds.Add("T0DISTRICT1");
        return options;
    }
}
