using System.Text.Json;

namespace IiqBot.FakeSlack.Tests;

public sealed class ChatTests : SlackTest
{
    [Fact]
    public async Task A_posted_message_is_in_its_channel_with_ids_filled_in()
    {
        var answer = Good(await CallAsync("chat.postMessage", With(ButtonMessage, "channel", Channel.Id)));
        var message = await Slack.NextMessageAsync(Channel, cancellationToken: Cancel);
        Assert.Equal(message.Ts, answer.GetProperty("ts").GetString());
        Assert.Equal(Channel.Id, answer.GetProperty("channel").GetString());
        Assert.Equal("Ticket 7", message.Text);
        Assert.NotEqual("", message.Blocks[0].GetProperty("block_id").GetString());
        Assert.Equal("steps", message.Blocks[1].GetProperty("block_id").GetString());
        Assert.Equal("*Ticket 7*\nResolve", message.Words);
    }

    [Fact]
    public async Task A_secret_is_reported_only_in_shared_conversations()
    {
        Slack.KeepSecret("zebulon");
        const string Message = """
            {"text":"Hi","blocks":[{"type":"actions","elements":[
            {"type":"button","action_id":"show","value":"{\"name\":\"\\u005aebulon\"}","text":{"type":"plain_text","text":"Show"}}]}]}
            """;
        await PostedAsync(Message, Chat);
        Assert.Empty(Slack.Violations);

        await PostedAsync(Message);

        Violated("a conversation that others read was sent \"zebulon\"");
        Assert.Equal(1, Slack.MessagesSearched);
    }

    [Fact]
    public async Task A_form_carries_its_blocks_as_JSON_text()
    {
        Good(await FormAsync("chat.postMessage", ("channel", Channel.Id), ("text", "Hi"), ("blocks", """[{"type":"divider"}]""")));
        Assert.Single(Channel.Messages[0].Blocks);
    }

    [Fact]
    public async Task A_persons_id_posts_into_the_direct_message()
    {
        Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Ada.Id}}","text":"Hi"}"""));
        Assert.Single(Chat.Messages);
    }

    [Fact]
    public async Task Missing_and_closed_channels_are_refused_without_a_violation()
    {
        var hidden = Slack.AddChannel("secret", [], ChannelKind.Private);
        hidden.HasBot = false;
        Refused(await PostAsync("C0NOWHERE"), "channel_not_found");
        Refused(await PostAsync(hidden.Id), "channel_not_found");
        Channel.HasBot = false;
        Refused(await PostAsync(Channel.Id), "not_in_channel");
        Channel.HasBot = true;
        Channel.PostingError = "restricted_action";
        Refused(await PostAsync(Channel.Id), "restricted_action");
        Channel.IsArchived = true;
        Refused(await PostAsync(Channel.Id), "is_archived");
        Assert.Empty(Slack.Violations);
    }

    [Theory]
    [InlineData("""{"text":"Hi <!channel>"}""")]
    [InlineData("""{"text":"Hi","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Hi <@U0IIQBOT001>"}}]}""")]
    [InlineData("""{"text":"Hi","blocks":[{"type":"header","text":{"type":"plain_text","text":"Hi <!here>"}}]}""")]
    public async Task A_mention_is_somebodys_unescaped_text(string content)
    {
        Good(await CallAsync("chat.postMessage", With(content, "channel", Channel.Id)));
        Violated("mentions somebody");
    }

    [Theory]
    [InlineData("""{"text":"Hi &lt;!channel&gt; 3 <4"}""")]
    [InlineData(
        """{"text":"Hi","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"<!channel>"}]}]}]}"""
    )]
    public async Task Escaped_text_and_rich_text_are_not_mentions(string content)
    {
        Good(await CallAsync("chat.postMessage", With(content, "channel", Channel.Id)));
        Assert.Empty(Slack.Violations);
    }

    [Fact]
    public async Task A_message_needs_something_to_say()
    {
        Refused(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","text":" "}"""), "no_text");
        Violated("no_text");
    }

    [Fact]
    public async Task Text_beyond_40000_characters_is_refused()
    {
        Refused(
            await CallAsync("chat.postMessage", With($$"""{"channel":"{{Channel.Id}}"}""", "text", new string('x', 40_001))),
            "msg_too_long"
        );
        Violated("msg_too_long");
    }

    [Fact]
    public async Task Blocks_of_more_than_13200_characters_together_are_refused()
    {
        Refused(await CallAsync("chat.postMessage", Sections(Channel, 2641)), "msg_blocks_too_long");
        Violated("msg_blocks_too_long");
        Good(await CallAsync("chat.postMessage", Sections(Channel, 2640)));
    }

    [Fact]
    public async Task Invalid_blocks_are_refused_with_a_pointer()
    {
        var answer = Refused(
            await CallAsync(
                "chat.postMessage",
                $$$"""{"channel":"{{{Channel.Id}}}","text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]}"""
            ),
            "invalid_blocks"
        );
        Assert.Contains(
            "/blocks/0/text/type",
            answer.GetProperty("response_metadata").GetProperty("messages")[0].GetString(),
            StringComparison.Ordinal
        );
        Violated("invalid_blocks");
        Refused(await FormAsync("chat.postMessage", ("channel", Channel.Id), ("text", "x"), ("blocks", "[{")), "invalid_blocks_format");
        Violated("invalid_blocks_format");
    }

    [Fact]
    public async Task Blocks_without_text_are_posted_and_recorded_as_a_violation()
    {
        Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","blocks":[{"type":"divider"}]}"""));
        Violated("no text");
    }

    [Fact]
    public async Task An_unknown_thread_is_recorded_as_a_violation()
    {
        Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","text":"x","thread_ts":"1.1"}"""));
        Violated("thread_ts");
        var root = Slack.AddMessage(Channel, Ada, "Help");
        Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","text":"x","thread_ts":"{{root.Ts}}"}"""));
        Assert.Equal(root.Ts, Channel.Messages[^1].ThreadTs);
    }

    [Fact]
    public async Task An_update_changes_what_people_see()
    {
        var message = await PostedAsync(ButtonMessage);
        Good(await UpdateAsync(message, """{"text":"Ticket 7 is resolved"}"""));
        Assert.Same(message, await Slack.NextUpdateAsync(Channel, cancellationToken: Cancel));
        Assert.Equal("Ticket 7 is resolved", message.Words);
        Assert.Empty(message.Blocks);
        Assert.Equal(2, message.Version);
    }

    [Fact]
    public async Task An_update_without_text_keeps_text()
    {
        var message = await PostedAsync(ButtonMessage);
        Good(await UpdateAsync(message, """{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Done"}}]}"""));
        Assert.Equal(("Ticket 7", "Done"), (message.Text, message.Words));
    }

    [Fact]
    public async Task Only_existing_messages_of_the_bot_can_be_changed_or_deleted()
    {
        var hers = Slack.AddMessage(Channel, Ada, "Mine");
        Refused(await UpdateAsync(hers, """{"text":"x"}"""), "cant_update_message");
        Refused(await DeleteAsync(hers.Ts), "cant_delete_message");
        Refused(await DeleteAsync("1.1"), "message_not_found");
        var message = await PostedAsync();
        Good(await DeleteAsync(message.Ts));
        Assert.True(message.IsDeleted);
        Refused(await UpdateAsync(message, """{"text":"x"}"""), "message_not_found");
        Channel.IsArchived = true;
        Refused(await DeleteAsync(message.Ts), "is_archived");
    }

    [Fact]
    public async Task An_ephemeral_message_is_seen_by_one_person_and_cannot_be_updated()
    {
        var bob = Slack.AddPerson("Bob Li", "bob@district.example");
        Refused(
            await CallAsync("chat.postEphemeral", $$"""{"channel":"{{Channel.Id}}","user":"{{bob.Id}}","text":"x"}"""),
            "user_not_in_channel"
        );
        Good(await CallAsync("chat.postEphemeral", $$"""{"channel":"{{Channel.Id}}","user":"{{Ada.Id}}","text":"For you"}"""));
        var message = Assert.Single(Client.Messages(Channel));
        Assert.True(message.IsEphemeral);
        Assert.Empty(Slack.As(bob).Messages(Channel));
        Refused(await UpdateAsync(message, """{"text":"x"}"""), "message_not_found");
        Violated("ephemeral");
    }

    [Fact]
    public async Task An_ephemeral_message_in_a_thread_without_replies_is_invisible()
    {
        var question = Slack.AddMessage(Channel, Ada, "Projector hums");
        var json = $$"""{"channel":"{{Channel.Id}}","user":"{{Ada.Id}}","thread_ts":"{{question.Ts}}","text":"For you"}""";

        Good(await CallAsync("chat.postEphemeral", json));
        Assert.DoesNotContain(Client.Messages(Channel), message => message.IsEphemeral);

        Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","thread_ts":"{{question.Ts}}","text":"For all"}"""));
        Good(await CallAsync("chat.postEphemeral", json));
        Assert.Single(Client.Messages(Channel), message => message.IsEphemeral);
    }

    [Fact]
    public async Task A_permalink_names_channel_and_message()
    {
        var message = await PostedAsync();
        var answer = Good(await FormAsync("chat.getPermalink", ("channel", Channel.Id), ("message_ts", message.Ts)));
        Assert.Equal(
            $"https://district.slack.com/archives/{Channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}",
            answer.GetProperty("permalink").GetString()
        );
        Refused(await FormAsync("chat.getPermalink", ("channel", Channel.Id), ("message_ts", "1.1")), "message_not_found");
    }

    private Task<JsonElement> PostAsync(string channel) => CallAsync("chat.postMessage", $$"""{"channel":"{{channel}}","text":"x"}""");

    private Task<JsonElement> UpdateAsync(FakeMessage message, string json) =>
        CallAsync("chat.update", With(With(json, "channel", message.Channel.Id), "ts", message.Ts));

    private Task<JsonElement> DeleteAsync(string ts) => CallAsync("chat.delete", $$"""{"channel":"{{Channel.Id}}","ts":"{{ts}}"}""");

    private static string Sections(FakeChannel channel, int length) =>
        JsonSerializer.Serialize(
            new
            {
                channel = channel.Id,
                text = "long",
                blocks = Enumerable.Repeat(new { type = "section", text = new { type = "mrkdwn", text = new string('x', length) } }, 5),
            }
        );
}
