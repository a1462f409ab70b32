using IiqBot.Slack.Turns;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Tests.Protocol;

public sealed class OptionsTests
{
    [Fact]
    public void Complete_settings_are_valid() => Assert.Empty(SlackOptions.Missing(Whole()));

    [Fact]
    public void Without_settings_the_adapter_is_off() => Assert.False(new SlackOptions().IsConfigured);

    [Fact]
    public void Only_one_organization_may_be_set()
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
        await Assert.ThrowsAsync<OptionsValidationException>(() =>
            BotUnderSlack.StartAsync(settings: settings => settings["Slack:SigningSecret"] = "")
        );

    [Theory]
    [InlineData("hello <@U0BOT> there", "U0BOT", "hello  there")]
    [InlineData("<@U0KIM12345> has 12", null, "@U0KIM12345 has 12")]
    [InlineData("<@U0BOT> ask <@U2|grace>", "U0BOT", "ask @U2")]
    [InlineData("see <https://a.example/x?a=1&amp;b=2|this>", null, "see this (https://a.example/x?a=1&b=2)")]
    [InlineData("see <https://a.example/x?a=1&amp;b=2>", null, "see https://a.example/x?a=1&b=2")]
    [InlineData("see <https://a.example/x|https://a.example/x>", null, "see https://a.example/x")]
    [InlineData(
        "Follow <https://kb.example.org/a/17|the reset article> first",
        null,
        "Follow the reset article (https://kb.example.org/a/17) first"
    )]
    [InlineData(
        "Site <http://classroom.example.org|classroom.example.org> does not load",
        null,
        "Site classroom.example.org does not load"
    )]
    [InlineData(
        "Site <http://classroom.example.org/|Classroom.example.org> does not load",
        null,
        "Site Classroom.example.org does not load"
    )]
    [InlineData("The file <http://report.zip|report.zip> is damaged", null, "The file report.zip is damaged")]
    [InlineData("<https://a.example|:tada: party &amp; more>", null, "🎉 party & more (https://a.example)")]
    [InlineData(
        "take <https://m.incidentiq.com/agent/tickets/0e8f5c1d-0000-4000-8000-000000000001|Broken projector>",
        null,
        "take https://m.incidentiq.com/agent/tickets/0e8f5c1d-0000-4000-8000-000000000001"
    )]
    [InlineData("<tel:+15550100|555-0100> rings", null, "555-0100 rings")]
    [InlineData("due <!date^1700000000^{date}|Nov 14>", null, "due Nov 14")]
    [InlineData("works again :tada: thanks :+1::skin-tone-3: at 10:30:00", null, "works again 🎉 thanks 👍🏼 at 10:30:00")]
    [InlineData(":+1::+1:works:tada:", null, "👍👍works🎉")]
    [InlineData(":our_own_logo: and :nothing and 10:100:00 and C:tada", null, ":our_own_logo: and :nothing and 10:100:00 and C:tada")]
    [InlineData("00:ab:12:cl:34 but :ab: :100:", null, "00:ab:12:cl:34 but 🆎 💯")]
    [InlineData(":tada::skin-tone-2: :skin-tone-9: :wave::skin-tone-9:", null, "🎉🏻 :skin-tone-9: 👋:skin-tone-9:")]
    [InlineData(":female-technologist::skin-tone-6: :heart:", null, "👩🏿‍💻 ❤️")]
    [InlineData("at :10:tada: now", null, "at :10🎉 now")]
    [InlineData("::: :: : a:", null, "::: :: : a:")]
    [InlineData("in <#C1|help-desk>", null, "in #help-desk")]
    [InlineData("<mailto:ada@school.example|ada@school.example>", null, "ada@school.example")]
    [InlineData("1 &lt; 2 &amp;&amp; 3 &gt; 2", null, "1 < 2 && 3 > 2")]
    [InlineData("&amp;lt;", null, "&lt;")]
    [InlineData("< > <> <|>", null, "< > <> <|>")]
    [InlineData("", null, "")]
    [InlineData(null, null, "")]
    public void Messages_are_read_out_of_slacks_markup(string? text, string? bot, string expected) =>
        Assert.Equal(expected, MessageText.Read(text, bot));

    private static SlackOptions Whole()
    {
        var options = new SlackOptions { SigningSecret = "a-made-up-signing-secret", BotToken = "xoxb-1-2-abc" };
        options.TeamIds.Add("T0DISTRICT1");
        return options;
    }
}
