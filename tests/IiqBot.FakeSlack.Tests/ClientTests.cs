using System.Text.Json;

namespace IiqBot.FakeSlack.Tests;

public sealed class ClientTests : SlackTest
{
    [Fact]
    public async Task A_slash_command_is_a_signed_form_with_all_its_fields()
    {
        var answer = await Client.CommandAsync(Chat, "/iiq", "find \"projector\" & co", Cancel);
        Assert.True(answer.IsAcknowledged);
        var request = Bot.Last;
        Assert.Equal("/slack/commands", request.Path);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.Equal("find \"projector\" & co", request.Payload.GetProperty("text").GetString());
        foreach (
            var field in new[]
            {
                "token",
                "team_id",
                "team_domain",
                "channel_id",
                "channel_name",
                "user_id",
                "user_name",
                "command",
                "api_app_id",
                "is_enterprise_install",
                "response_url",
                "trigger_id",
            }
        )
            Assert.NotEqual("", request.Payload.GetProperty(field).GetString());

        Assert.Equal("directmessage", request.Payload.GetProperty("channel_name").GetString());
        var timestamp = request.Headers["X-Slack-Request-Timestamp"];
        Assert.Equal(
            SlackSignature.Compute(Slack.SigningSecret, timestamp, System.Text.Encoding.UTF8.GetBytes(request.Body)),
            request.Headers["X-Slack-Signature"]
        );
    }

    [Fact]
    public void The_signature_is_the_documented_one() =>
        Assert.Equal(
            "v0=390771118eac0232df93cd9d566a163f9b7b39cd9dfc4be36d449cd7e0e41524",
            SlackSignature.Compute("shhh-local-secret", "1531420618", "a=b"u8)
        );

    [Fact]
    public async Task Commands_and_events_that_the_app_lacks_cannot_be_used()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.CommandAsync(Chat, "/other", "", Cancel));
        var bob = Slack.AddPerson("Bob Li", "bob@district.example");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Slack.As(bob).CommandAsync(Chat, "/iiq", "", Cancel));
        Assert.Throws<InvalidOperationException>(() => Slack.ComposeEvent(new() { ["type"] = "pin_added" }));
        Assert.Empty(Bot.Received);
    }

    [Fact]
    public async Task A_message_in_the_acknowledgement_of_a_command_is_ephemeral()
    {
        Bot.Answer = _ => (200, """{"text":"Usage: ..."}""");
        await Client.CommandAsync(Channel, "/iiq", "help", Cancel);
        Assert.Equal(Ada, Assert.Single(Channel.Messages).OnlyFor);
        Bot.Answer = _ => (200, """{"response_type":"in_channel","text":"For all"}""");
        await Client.CommandAsync(Channel, "/iiq", "help", Cancel);
        Assert.Null(Channel.Messages[1].OnlyFor);
        Bot.Answer = _ => (200, "plain words");
        await Client.CommandAsync(Channel, "/iiq", "help", Cancel);
        Assert.Equal("plain words", Channel.Messages[2].Text);
    }

    [Fact]
    public async Task A_wrong_message_in_the_acknowledgement_is_a_violation()
    {
        Bot.Answer = _ => (200, """{"response_type":"everyone","text":"x"}""");
        await Client.CommandAsync(Channel, "/iiq", "help", Cancel);
        Violated("response_type");
    }

    [Fact]
    public async Task JSON_in_an_acknowledgement_needs_its_content_type()
    {
        Bot.MediaType = "text/plain";
        Bot.Answer = _ => (200, """{"text":"Usage: ..."}""");
        await Client.CommandAsync(Channel, "/iiq", "help", Cancel);
        Violated("must be sent as application/json");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(302)]
    public async Task A_command_that_is_not_acknowledged_is_a_violation(int status)
    {
        Bot.Answer = _ => (status, "");
        Assert.False((await Client.CommandAsync(Chat, "/iiq", "help", Cancel)).IsAcknowledged);
        Violated($"answered {status}");
    }

    [Fact]
    public async Task A_press_sends_place_button_and_person()
    {
        var message = await PostedAsync(ButtonMessage);
        await Client.PressAsync(message, "Resolve", Cancel);
        var payload = Bot.Last.Payload;
        Assert.Equal("/slack/interactions", Bot.Last.Path);
        Assert.Equal("block_actions", payload.GetProperty("type").GetString());
        Assert.Equal(Ada.Id, payload.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal("T0DISTRICT1", payload.GetProperty("team").GetProperty("id").GetString());
        var action = payload.GetProperty("actions")[0];
        Assert.Equal(
            ("ticket.resolve", "steps", "7"),
            (
                action.GetProperty("action_id").GetString(),
                action.GetProperty("block_id").GetString(),
                action.GetProperty("value").GetString()
            )
        );
        Assert.Equal(message.Ts, payload.GetProperty("container").GetProperty("message_ts").GetString());
        Assert.Equal("Ticket 7", payload.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(Channel.Id, payload.GetProperty("channel").GetProperty("id").GetString());
        Assert.True(
            payload.TryGetProperty("response_url", out _)
                && payload.TryGetProperty("trigger_id", out _)
                && payload.TryGetProperty("state", out _)
        );
    }

    [Fact]
    public async Task A_press_in_a_thread_names_the_thread()
    {
        var root = Slack.AddMessage(Channel, Ada, "Help");
        await Client.PressAsync(await PostedAsync(With(ButtonMessage, "thread_ts", root.Ts)), "Resolve", Cancel);
        Assert.Equal(root.Ts, Bot.Last.Payload.GetProperty("container").GetProperty("thread_ts").GetString());
    }

    [Fact]
    public async Task An_overflow_option_can_be_picked()
    {
        var message = await PostedAsync(ButtonMessage);
        await Client.ChooseAsync(message, null, "Assign", Cancel);
        var action = Bot.Last.Payload.GetProperty("actions")[0];
        Assert.Equal(
            ("overflow", "assign"),
            (action.GetProperty("type").GetString(), action.GetProperty("selected_option").GetProperty("value").GetString())
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.ChooseAsync(message, null, "Burn", Cancel));
    }

    [Fact]
    public async Task The_content_of_an_ephemeral_message_is_not_sent()
    {
        Good(await CallAsync("chat.postEphemeral", With(With(ButtonMessage, "channel", Channel.Id), "user", Ada.Id)));
        await Client.PressAsync(Channel.Messages[0], "Resolve", Cancel);
        Assert.True(Bot.Last.Payload.GetProperty("container").GetProperty("is_ephemeral").GetBoolean());
        Assert.False(Bot.Last.Payload.TryGetProperty("message", out _));
    }

    [Fact]
    public async Task A_button_that_is_not_on_the_screen_cannot_be_pressed()
    {
        var message = await PostedAsync(ButtonMessage);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PressAsync(message, "Burn", Cancel));
        Good(await CallAsync("chat.delete", $$"""{"channel":"{{Channel.Id}}","ts":"{{message.Ts}}"}"""));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PressAsync(message, "Resolve", Cancel));
        Good(await CallAsync("chat.postEphemeral", With(With(ButtonMessage, "channel", Channel.Id), "user", Ada.Id)));
        var bob = Slack.AddPerson("Bob Li", "bob@district.example");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Slack.As(bob).PressAsync(Channel.Messages[0], "Resolve", Cancel));
    }

    [Fact]
    public async Task A_press_must_be_acknowledged_with_nothing()
    {
        var message = await PostedAsync(ButtonMessage);
        Bot.Answer = _ => (200, """{"text":"Done"}""");
        await Client.PressAsync(message, "Resolve", Cancel);
        Violated("must be empty");
    }

    [Fact]
    public async Task Shortcuts_carry_their_callback_and_the_message_they_were_used_on()
    {
        await Client.ShortcutAsync("ticket.new", Cancel);
        Assert.Equal(
            ("shortcut", "ticket.new"),
            (Bot.Last.Payload.GetProperty("type").GetString(), Bot.Last.Payload.GetProperty("callback_id").GetString())
        );
        var file = Slack.AddFile(Ada, "screen.png", "image/png", [1, 2, 3]);
        var message = Slack.AddMessage(Channel, Ada, "My screen is broken", files: [file]);
        await Client.MessageShortcutAsync(message, "ticket.from", Cancel);
        var payload = Bot.Last.Payload;
        Assert.Equal("message_action", payload.GetProperty("type").GetString());
        Assert.Equal(
            (message.Ts, "My screen is broken", Ada.Id),
            (
                payload.GetProperty("message_ts").GetString(),
                payload.GetProperty("message").GetProperty("text").GetString(),
                payload.GetProperty("message").GetProperty("user").GetString()
            )
        );
        Assert.Equal(
            file.PrivateUrl.AbsoluteUri,
            payload.GetProperty("message").GetProperty("files")[0].GetProperty("url_private").GetString()
        );
    }

    [Fact]
    public async Task A_shortcut_outside_the_manifest_does_not_exist()
    {
        var app = SlackApp.FromManifest(
            JsonElement.Parse(
                """{"features":{"shortcuts":[{"name":"File","type":"global","callback_id":"ticket.new"}]},"oauth_config":{"scopes":{"bot":["commands"]}},"settings":{"interactivity":{"is_enabled":true}}}"""
            )
        );
        await using var slack = await FakeSlackPlatform.StartAsync(
            new FakeSlackOptions
            {
                TimeProvider = Clock,
                App = app,
                Endpoints = Slack.Endpoints,
            },
            Cancel
        );
        var client = slack.As(slack.AddPerson("Ada Moreno", "ada@district.example"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.ShortcutAsync("ticket.old", Cancel));
        await client.ShortcutAsync("ticket.new", Cancel);
    }
}
