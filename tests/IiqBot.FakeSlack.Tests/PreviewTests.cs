using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

/// <summary>
/// Previews of links in a person's message: who is notified of the link, what a press on them sends, and what the app may do with them.
/// </summary>
public sealed class PreviewTests : SlackTest
{
    private const string Url = "https://district.incidentiq.com/agent/tickets/7";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_app_is_notified_of_links_everywhere_and_whether_it_is_a_member(bool isMember)
    {
        Channel.HasBot = isMember;
        var told = Assert.Single(await Client.SayAsync(Channel, Url, cancellationToken: Cancel));
        Assert.Equal(isMember, (bool)told.Request.Payload["event"]!["is_bot_user_member"]!);
    }

    [Fact]
    public async Task A_link_between_two_people_can_be_unfurled_only_by_its_id()
    {
        var chat = Slack.AddDirectMessage(Ada, Slack.AddPerson("Bob Li", "bob@district.example"));
        Assert.StartsWith("D", chat.Id, StringComparison.Ordinal);
        Assert.Empty(await Client.SayAsync(chat, "Hello", cancellationToken: Cancel));
        var told = Assert.Single(await Client.SayAsync(chat, Url, cancellationToken: Cancel)).Request.Payload["event"]!;
        var message = chat.Messages[^1];

        Refused(await CallAsync("chat.unfurl", Unfurling(("channel", chat.Id), ("ts", message.Ts))), "cannot_find_channel");
        Refused(await CallAsync("chat.postMessage", $$"""{"channel":"{{chat.Id}}","text":"Hello"}"""), "channel_not_found");
        Good(await CallAsync("chat.unfurl", Unfurling(("unfurl_id", (string)told["unfurl_id"]!), ("source", "conversations_history"))));

        Assert.True(message.Unfurls.ContainsKey(Url));
        Assert.NotEqual(chat, Slack.AddDirectMessage(Ada));
    }

    [Fact]
    public async Task A_secret_in_a_preview_between_two_people_is_read_by_the_other_one()
    {
        Slack.KeepSecret("Ticket 7");
        var chat = Slack.AddDirectMessage(Ada, Slack.AddPerson("Bob Li", "bob@district.example"));
        var told = Assert.Single(await Client.SayAsync(chat, Url, cancellationToken: Cancel)).Request.Payload["event"]!;

        Good(await CallAsync("chat.unfurl", Unfurling(("unfurl_id", (string)told["unfurl_id"]!), ("source", "conversations_history"))));

        Violated("a conversation that others read was sent \"Ticket 7\"");
    }

    [Fact]
    public async Task A_press_on_a_preview_names_its_attachment_and_message()
    {
        var question = Slack.AddMessage(Channel, Ada, "Which?");
        var message = await PreviewedAsync(question);

        await Client.PressPreviewAsync(message, Url, "Take", Cancel);

        var payload = Bot.Last.Payload;
        var container = payload.GetProperty("container");
        Assert.Equal(
            ("message_attachment", message.Ts, Channel.Id, Url, question.Ts),
            (
                container.GetProperty("type").GetString(),
                container.GetProperty("message_ts").GetString(),
                container.GetProperty("channel_id").GetString(),
                container.GetProperty("app_unfurl_url").GetString(),
                container.GetProperty("thread_ts").GetString()
            )
        );
        Assert.True(container.GetProperty("is_app_unfurl").GetBoolean());
        Assert.Equal(1, container.GetProperty("attachment_id").GetInt32());
        Assert.Equal(Url, payload.GetProperty("app_unfurl").GetProperty("app_unfurl_url").GetString());
        Assert.False(payload.TryGetProperty("message", out _));
        Assert.Equal(
            ("take", "7"),
            (
                payload.GetProperty("actions")[0].GetProperty("action_id").GetString(),
                payload.GetProperty("actions")[0].GetProperty("value").GetString()
            )
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PressPreviewAsync(message, Url, "Close", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PressPreviewAsync(question, Url, "Take", Cancel));
    }

    [Fact]
    public async Task Without_membership_a_press_on_a_preview_is_answered_by_response_url()
    {
        Channel.HasBot = false;
        var message = await PreviewedAsync();
        await Client.PressPreviewAsync(message, Url, "Take", Cancel);
        var responseUrl = new Uri(Bot.Last.Payload.GetProperty("response_url").GetString()!);

        Refused(
            await CallAsync("chat.update", $$"""{"channel":"{{Channel.Id}}","ts":"{{message.Ts}}","text":"Taken"}"""),
            "cant_update_message"
        );
        Refused(
            await CallAsync("chat.postEphemeral", $$"""{"channel":"{{Channel.Id}}","user":"{{Ada.Id}}","text":"Taken"}"""),
            "not_in_channel"
        );
        using var answer = await Http.PostAsync(
            responseUrl,
            System.Net.Http.Json.JsonContent.Create(new { text = "Taken", replace_original = false }),
            Cancel
        );
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Ada, (await Slack.NextMessageAsync(Channel, cancellationToken: Cancel)).OnlyFor);
        using var replaced = await Http.PostAsync(
            responseUrl,
            System.Net.Http.Json.JsonContent.Create(new { text = "Taken", replace_original = true }),
            Cancel
        );
        Assert.Equal(400, (int)replaced.StatusCode);
        Violated("no_original");
    }

    [Fact]
    public async Task A_preview_keeps_the_limits_of_messages_and_mentions_nobody()
    {
        var message = Slack.AddMessage(Channel, Ada, Url);
        var tooLong = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => Section(new string('x', 2900)))]);
        Refused(
            await CallAsync("chat.unfurl", Unfurling([("channel", Channel.Id), ("ts", message.Ts)], tooLong)),
            "cannot_parse_attachment"
        );
        Violated("13200");
        Good(await CallAsync("chat.unfurl", Unfurling([("channel", Channel.Id), ("ts", message.Ts)], [Section("<!channel> look")])));
        Violated("mentions somebody");
    }

    [Fact]
    public async Task Broadcast_replies_and_me_messages_carry_their_subtype()
    {
        await Client.SayAsync(Chat, "My screen is broken", cancellationToken: Cancel);
        var question = Chat.Messages[0];

        Assert.Single(await Client.BroadcastAsync(question, "It hums, too", Cancel));
        var inner = Bot.Last.Payload.GetProperty("event");
        Assert.Equal(
            ("thread_broadcast", question.Ts, question.Ts),
            (
                inner.GetProperty("subtype").GetString(),
                inner.GetProperty("thread_ts").GetString(),
                inner.GetProperty("root").GetProperty("ts").GetString()
            )
        );

        Assert.Single(await Client.SayOfMyselfAsync(Chat, "needs help", Cancel));
        Assert.Equal(
            ("me_message", "needs help"),
            (
                Bot.Last.Payload.GetProperty("event").GetProperty("subtype").GetString(),
                Bot.Last.Payload.GetProperty("event").GetProperty("text").GetString()
            )
        );
    }

    private async Task<FakeMessage> PreviewedAsync(FakeMessage? thread = null)
    {
        var message = Slack.AddMessage(Channel, Ada, $"See <{Url}>", thread);
        Good(await CallAsync("chat.unfurl", Unfurling(("channel", Channel.Id), ("ts", message.Ts))));
        return message;
    }

    private static string Unfurling(params (string Name, string Value)[] target) =>
        Unfurling(
            target,
            [
                Section("Ticket 7"),
                JsonNode.Parse(
                    """{"type":"actions","elements":[{"type":"button","action_id":"take","value":"7","text":{"type":"plain_text","text":"Take"}}]}"""
                ),
            ]
        );

    private static string Unfurling((string Name, string Value)[] target, JsonArray blocks)
    {
        var arguments = new JsonObject([.. target.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Value))]);
        arguments["unfurls"] = new JsonObject { [Url] = new JsonObject { ["blocks"] = blocks } };
        return arguments.ToJsonString();
    }

    private static JsonObject Section(string text) =>
        new()
        {
            ["type"] = "section",
            ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text },
        };
}
