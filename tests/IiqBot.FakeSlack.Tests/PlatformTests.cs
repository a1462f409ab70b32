namespace IiqBot.FakeSlack.Tests;

public sealed class PlatformTests : SlackTest
{
    [Fact]
    public async Task Violations_that_no_test_took_fail_at_the_end()
    {
        var slack = await FakeSlackPlatform.StartAsync(new FakeSlackOptions(), Cancel);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(slack.ApiUrl, "auth.test"), Cancel);
        var thrown = await Assert.ThrowsAsync<FakeSlackViolationException>(() => slack.DisposeAsync().AsTask());
        Assert.Contains("auth.test: not_authed", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_times_out_says_what_happened_instead()
    {
        Good(await CallAsync("auth.test"));
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() =>
            Slack.NextMessageAsync(Channel, TimeSpan.FromMilliseconds(50), Cancel)
        );
        Assert.Contains("auth.test ok", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_with_the_change()
    {
        var waits = Slack.WaitUntilAsync(() => Channel.Messages.Count == 2, "two messages", cancellationToken: Cancel);
        await PostedAsync();
        Assert.False(waits.IsCompleted);
        await PostedAsync();
        await waits;
    }

    [Fact]
    public async Task Without_the_bots_endpoints_nothing_is_sent()
    {
        await using var slack = await FakeSlackPlatform.StartAsync(new FakeSlackOptions(), Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => slack.VerifyUrlAsync(Cancel));
    }

    [Fact]
    public async Task In_an_organization_every_payload_has_its_id()
    {
        await using var slack = await FakeSlackPlatform.StartAsync(
            new FakeSlackOptions
            {
                TimeProvider = Clock,
                EnterpriseId = "E0DISTRICT1",
                Endpoints = Slack.Endpoints,
            },
            Cancel
        );
        var ada = slack.AddPerson("Ada Moreno", "ada@district.example");
        var client = slack.As(ada);
        await client.CommandAsync(slack.AddDirectMessage(ada), "/iiq", "", Cancel);
        Assert.Equal("E0DISTRICT1", Bot.Last.Payload.GetProperty("enterprise_id").GetString());
        await client.ShortcutAsync("ticket.new", Cancel);
        Assert.Equal("E0DISTRICT1", Bot.Last.Payload.GetProperty("enterprise").GetProperty("id").GetString());
        await client.SayAsync(slack.AddDirectMessage(ada), "Hello", cancellationToken: Cancel);
        Assert.Equal("E0DISTRICT1", Bot.Last.Payload.GetProperty("authorizations")[0].GetProperty("enterprise_id").GetString());
    }

    [Fact]
    public async Task A_token_of_an_organization_names_it_and_its_workspaces_page_by_page()
    {
        Refused(await FormAsync("auth.teams.list"), "not_allowed_token_type");
        var options = new FakeSlackOptions
        {
            EnterpriseId = "E0DISTRICT1",
            IsOrganizationWide = true,
            Workspaces = ["T0DISTRICT1", "T0DISTRICT2"],
        };
        await using var slack = await FakeSlackPlatform.StartAsync(options, Cancel);
        Http.Dispose();
        Http = new HttpClient { BaseAddress = slack.ApiUrl, DefaultRequestHeaders = { Authorization = new("Bearer", slack.BotToken) } };

        var whose = Good(await CallAsync("auth.test"));
        var first = Good(await FormAsync("auth.teams.list"));
        var second = Good(
            await FormAsync("auth.teams.list", ("cursor", first.GetProperty("response_metadata").GetProperty("next_cursor").GetString()!))
        );

        Assert.Equal(
            ("E0DISTRICT1", true),
            (whose.GetProperty("enterprise_id").GetString(), whose.GetProperty("is_enterprise_install").GetBoolean())
        );
        Assert.Equal(
            ["T0DISTRICT1", "T0DISTRICT2"],
            new[] { first, second }.Select(page => page.GetProperty("teams")[0].GetProperty("id").GetString())
        );
        Assert.Equal("", second.GetProperty("response_metadata").GetProperty("next_cursor").GetString());
    }
}
