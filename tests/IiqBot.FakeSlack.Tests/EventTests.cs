namespace IiqBot.FakeSlack.Tests;

public sealed class EventTests : SlackTest
{
    [Fact]
    public async Task A_direct_message_arrives_in_the_documented_envelope()
    {
        Assert.Single(await Client.SayAsync(Chat, "My screen is broken", cancellationToken: Cancel));
        var payload = Bot.Last.Payload;
        Assert.Equal(("/slack/events", "application/json"), (Bot.Last.Path, Bot.Last.Headers["Content-Type"]));
        Assert.Equal(
            ("event_callback", "T0DISTRICT1"),
            (payload.GetProperty("type").GetString(), payload.GetProperty("team_id").GetString())
        );
        Assert.StartsWith("Ev", payload.GetProperty("event_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeSeconds(), payload.GetProperty("event_time").GetInt64());
        Assert.True(payload.GetProperty("authorizations")[0].GetProperty("is_bot").GetBoolean());
        var inner = payload.GetProperty("event");
        Assert.Equal(
            ("message", "im", Ada.Id, "My screen is broken", Chat.Id),
            (
                inner.GetProperty("type").GetString(),
                inner.GetProperty("channel_type").GetString(),
                inner.GetProperty("user").GetString(),
                inner.GetProperty("text").GetString(),
                inner.GetProperty("channel").GetString()
            )
        );
    }

    [Fact]
    public async Task In_channels_only_mentions_are_sent_to_a_member_bot()
    {
        Assert.Empty(await Client.SayAsync(Channel, "Hello all", cancellationToken: Cancel));
        Assert.Single(await Client.SayAsync(Channel, $"{Slack.Mention} help", cancellationToken: Cancel));
        Assert.Equal("app_mention", Bot.Last.Payload.GetProperty("event").GetProperty("type").GetString());
        Channel.HasBot = false;
        Assert.Empty(await Client.SayAsync(Channel, $"{Slack.Mention} help", cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_link_in_the_apps_domains_is_sent_and_can_be_unfurled()
    {
        const string url = "https://district.incidentiq.com/agent/tickets/7";
        Assert.Single(await Client.SayAsync(Channel, $"See <{url}> and https://example.com/", cancellationToken: Cancel));
        var inner = Bot.Last.Payload.GetProperty("event");
        Assert.Equal("link_shared", inner.GetProperty("type").GetString());
        Assert.Equal(url, Assert.Single(inner.GetProperty("links").EnumerateArray()).GetProperty("url").GetString());
        var preview = $$$"""{"{{{url}}}":{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Ticket 7"}}]}}""";
        Good(
            await CallAsync(
                "chat.unfurl",
                $$"""{"channel":"{{Channel.Id}}","ts":"{{inner.GetProperty("message_ts").GetString()}}","unfurls":{{preview}}}"""
            )
        );
        Assert.True(Channel.Messages[0].Unfurls.ContainsKey(url));
        Good(
            await CallAsync(
                "chat.unfurl",
                $$"""{"unfurl_id":"{{inner.GetProperty("unfurl_id").GetString()}}","source":"conversations_history","unfurls":{{preview}}}"""
            )
        );
    }

    [Fact]
    public async Task Only_links_of_the_message_can_be_unfurled_with_valid_previews()
    {
        const string url = "https://district.incidentiq.com/agent/tickets/7";
        var message = Slack.AddMessage(Channel, Ada, "See " + url);
        var target = $$"""{"channel":"{{Channel.Id}}","ts":"{{message.Ts}}"}""";
        Refused(await CallAsync("chat.unfurl", target), "missing_unfurls");
        Violated("missing_unfurls");
        Refused(
            await CallAsync("chat.unfurl", With(target, "unfurls", new System.Text.Json.Nodes.JsonObject { [url + "8"] = Bricks.O("") })),
            "cannot_unfurl_url"
        );
        Violated("cannot_unfurl_url");
        var bad = Bricks.O("", ("blocks", new System.Text.Json.Nodes.JsonArray(Bricks.O("marquee"))));
        Refused(
            await CallAsync("chat.unfurl", With(target, "unfurls", new System.Text.Json.Nodes.JsonObject { [url] = bad })),
            "cannot_parse_attachment"
        );
        Violated("marquee");
        Refused(await CallAsync("chat.unfurl", $$$"""{"channel":"{{{Channel.Id}}}","ts":"1.1","unfurls":{}}"""), "cannot_find_message");
    }

    [Fact]
    public async Task A_link_that_is_only_typed_can_be_unfurled_only_by_its_unfurl_id()
    {
        const string url = "https://district.incidentiq.com/agent/tickets/7";
        var (draft, _) = await Client.TypeLinkAsync(Channel, url, Cancel);
        var inner = Bot.Last.Payload.GetProperty("event");
        Assert.Equal(("composer", "COMPOSER"), (inner.GetProperty("source").GetString(), inner.GetProperty("channel").GetString()));
        Assert.Empty(Channel.Messages);
        var preview = $$$"""{"{{{url}}}":{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Ticket 7"}}]}}""";
        Refused(
            await CallAsync(
                "chat.unfurl",
                $$"""{"channel":"{{Channel.Id}}","ts":"{{inner.GetProperty("message_ts").GetString()}}","unfurls":{{preview}}}"""
            ),
            "cannot_find_message"
        );
        Good(
            await CallAsync(
                "chat.unfurl",
                $$"""{"unfurl_id":"{{inner.GetProperty("unfurl_id").GetString()}}","source":"composer","unfurls":{{preview}}}"""
            )
        );
        Assert.True(draft.Unfurls.ContainsKey(url));
        Refused(
            await CallAsync("chat.unfurl", $$"""{"unfurl_id":"made-up","source":"composer","unfurls":{{preview}}}"""),
            "invalid_unfurl_id"
        );
        Violated("nobody gave that unfurl_id out");
    }

    [Fact]
    public async Task Edits_and_deletions_are_sent_as_hidden_messages()
    {
        await Client.SayAsync(Chat, "My sceen", cancellationToken: Cancel);
        var message = Chat.Messages[0];
        await Client.EditAsync(message, "My screen", Cancel);
        var inner = Bot.Last.Payload.GetProperty("event");
        Assert.Equal(
            ("message_changed", "My screen", "My sceen"),
            (
                inner.GetProperty("subtype").GetString(),
                inner.GetProperty("message").GetProperty("text").GetString(),
                inner.GetProperty("previous_message").GetProperty("text").GetString()
            )
        );
        await Client.DeleteAsync(message, Cancel);
        Assert.Equal("message_deleted", Bot.Last.Payload.GetProperty("event").GetProperty("subtype").GetString());
        Assert.Empty(Chat.Messages);
        var theirs = await PostedAsync(channel: Chat);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.EditAsync(theirs, "x", Cancel));
    }

    [Fact]
    public async Task Too_many_events_are_reported_outside_the_usual_envelope()
    {
        await Slack.TellRateLimitedAsync(Cancel);
        Assert.Equal("app_rate_limited", Bot.Last.Payload.GetProperty("type").GetString());
        Assert.False(Bot.Last.Payload.TryGetProperty("event", out _));
    }

    [Fact]
    public async Task Reactions_home_and_membership_send_events()
    {
        var message = Slack.AddMessage(Channel, Ada, "Broken");
        await Client.ReactAsync(message, "ticket", Cancel);
        var inner = Bot.Last.Payload.GetProperty("event");
        Assert.Equal(
            ("reaction_added", "ticket", message.Ts),
            (
                inner.GetProperty("type").GetString(),
                inner.GetProperty("reaction").GetString(),
                inner.GetProperty("item").GetProperty("ts").GetString()
            )
        );
        await Client.OpenHomeAsync(Cancel);
        Assert.Equal("home", Bot.Last.Payload.GetProperty("event").GetProperty("tab").GetString());
        await Slack.JoinAsync(Channel, Slack.AddPerson("Bob Li", "bob@district.example"), Cancel);
        Assert.Equal("member_joined_channel", Bot.Last.Payload.GetProperty("event").GetProperty("type").GetString());
        Assert.Equal(2, Channel.Members.Count);
        var quiet = Slack.AddChannel("quiet", [Ada]);
        quiet.HasBot = false;
        Assert.Null(await Client.ReactAsync(Slack.AddMessage(quiet, Ada, "Broken"), "ticket", Cancel));
        await Slack.InviteBotAsync(quiet, Ada, Cancel);
        Assert.True(quiet.HasBot);
    }

    [Fact]
    public async Task People_of_other_workspaces_are_marked()
    {
        Channel.IsShared = true;
        var eve = Slack.AddPerson("Eve Stone", "eve@partner.example", team: FakeSlackPlatform.AddTeam("T0PARTNER01", "partner"));
        await Slack.As(eve).SayAsync(Channel, $"{Slack.Mention} help", cancellationToken: Cancel);
        Assert.True(Bot.Last.Payload.GetProperty("is_ext_shared_channel").GetBoolean());
        Assert.Equal(
            ("T0DISTRICT1", "T0PARTNER01"),
            (
                Bot.Last.Payload.GetProperty("team_id").GetString(),
                Bot.Last.Payload.GetProperty("event").GetProperty("user_team").GetString()
            )
        );
    }

    [Fact]
    public async Task Messages_of_bots_are_marked()
    {
        await Slack.EchoAsync(await PostedAsync(channel: Chat), Cancel);
        Assert.Equal("B0IIQBOT001", Bot.Last.Payload.GetProperty("event").GetProperty("bot_id").GetString());
        var other = Slack.AddPerson("Other Bot", null, PersonKind.Bot);
        await Slack.As(other).SayAsync(Channel, Slack.Mention, cancellationToken: Cancel);
        Assert.Equal("bot_message", Bot.Last.Payload.GetProperty("event").GetProperty("subtype").GetString());
    }

    [Fact]
    public async Task A_failed_event_is_retried_at_once_after_one_and_after_five_minutes()
    {
        Bot.Answer = _ => (503, "");
        var first = (await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel))[0].Request;
        Assert.Equal(1, Slack.PendingRetries);
        await RetriedAsync(first, 1);
        Assert.Empty(await Slack.RetryDueAsync(Cancel));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await RetriedAsync(first, 2);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await RetriedAsync(first, 3);
        Assert.Equal(0, Slack.PendingRetries);
    }

    [Fact]
    public async Task An_acknowledged_event_or_one_with_the_no_retry_header_is_not_retried()
    {
        await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        Bot.Answer = _ => (503, "");
        Bot.NoRetry = true;
        await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        Assert.Equal(0, Slack.PendingRetries);
    }

    [Fact]
    public async Task An_event_answered_500_is_a_violation_and_retried()
    {
        Bot.Answer = _ => (500, "");
        await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        Violated("answered 500");
        Assert.Equal(1, Slack.PendingRetries);
    }

    [Fact]
    public async Task Only_events_are_retried()
    {
        Bot.Answer = _ => (500, "");
        await Client.CommandAsync(Chat, "/iiq", "help", Cancel);
        Violated("answered 500");
        Assert.Equal(0, Slack.PendingRetries);
    }

    [Fact]
    public async Task A_retry_after_a_failed_connection_names_its_reason()
    {
        using (var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            socket.Start();
            Slack.Endpoints = SlackEndpoints.Below(new Uri($"http://{socket.LocalEndpoint}/"));
        }

        await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        Violated("cannot be reached");
        Slack.Endpoints = SlackEndpoints.Below(Bot.Url);
        await Slack.RetryDueAsync(Cancel);
        Assert.Equal("connection_failed", Bot.Last.Headers["X-Slack-Retry-Reason"]);
    }

    [Fact]
    public async Task The_challenge_must_be_answered_with_itself()
    {
        Bot.Answer = r => (200, r.Payload.GetProperty("challenge").GetString()!);
        await Slack.VerifyUrlAsync(Cancel);
        Bot.Answer = _ => (200, "ok");
        await Slack.VerifyUrlAsync(Cancel);
        Violated("challenge");
        Bot.Answer = _ => (200, "");
        await Slack.CheckSslAsync(Cancel);
        Assert.Equal("1", Bot.Last.Payload.GetProperty("ssl_check").GetString());
    }

    [Fact]
    public async Task Uninstalling_revokes_the_token_and_notifies_the_bot()
    {
        await Slack.UninstallAsync(Cancel);
        Assert.Equal(
            ["app_uninstalled", "tokens_revoked"],
            Bot.Received.Select(r => r.Payload.GetProperty("event").GetProperty("type").GetString())
        );
        Refused(await CallAsync("auth.test"), "account_inactive");
        Slack.Reinstall();
        Good(await CallAsync("auth.test"));
        await Slack.RevokeTokenAsync(Cancel);
        Refused(await CallAsync("auth.test"), "token_revoked");
        Assert.Empty(Slack.Violations);
    }

    private async Task RetriedAsync(SlackRequest first, int number)
    {
        var answer = Assert.Single(await Slack.RetryDueAsync(Cancel));
        Assert.Equal(first.EventId, answer.Request.EventId);
        Assert.Equal(($"{number}", "http_error"), (Bot.Last.Headers["X-Slack-Retry-Num"], Bot.Last.Headers["X-Slack-Retry-Reason"]));
    }
}
