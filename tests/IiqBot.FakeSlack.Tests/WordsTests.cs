using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

/// <summary>Where Slack puts the text of messages, and how often it sends their events.</summary>
public sealed class WordsTests : SlackTest
{
    private JsonElement Told => Bot.Last.Payload.GetProperty("event");

    [Fact]
    public async Task A_repeated_message_has_another_event_id_and_is_otherwise_the_same()
    {
        await Client.SayAsync(Chat, "take 12", cancellationToken: Cancel);
        var (id, first) = (Bot.Last.Payload.GetProperty("event_id").GetString(), Told);

        Assert.Single(await Slack.TellAgainAsync(Chat.Messages[^1], cancellationToken: Cancel));
        Assert.NotEqual(id, Bot.Last.Payload.GetProperty("event_id").GetString());
        Assert.True(JsonElement.DeepEquals(first, Told));

        await Slack.TellAgainAsync(Chat.Messages[^1], asMention: true, Cancel);
        Assert.Equal(
            ("app_mention", first.GetProperty("ts").GetString()),
            (Told.GetProperty("type").GetString(), Told.GetProperty("ts").GetString())
        );
    }

    [Fact]
    public async Task A_forwarded_message_is_attached_to_one_without_text()
    {
        var original = Slack.AddMessage(Channel, Ada, "It flickers", files: [Slack.AddFile(Ada, "a.png", "image/png", [1])]);

        await Client.ForwardAsync(original, Chat, cancellationToken: Cancel);

        Assert.Equal("", Told.GetProperty("text").GetString());
        var share = Told.GetProperty("attachments")[0];
        Assert.True(share.GetProperty("is_share").GetBoolean());
        Assert.Equal(
            ("It flickers", Slack.PermalinkOf(original)),
            (share.GetProperty("text").GetString(), share.GetProperty("from_url").GetString())
        );
        Assert.Equal("a.png", share.GetProperty("files")[0].GetProperty("name").GetString());
        Assert.False(Told.TryGetProperty("files", out _));
    }

    [Fact]
    public async Task An_e_mail_is_a_file_with_a_subject_and_text()
    {
        await Client.SayAsync(Chat, "", files: [Slack.AddEmail(Ada, "No toner", "Room 118")], cancellationToken: Cancel);

        var file = Told.GetProperty("files")[0];
        Assert.Equal(
            ("email", "No toner", "Room 118"),
            (file.GetProperty("mode").GetString(), file.GetProperty("subject").GetString(), file.GetProperty("plain_text").GetString())
        );
    }

    [Fact]
    public async Task An_alert_has_its_text_in_attachments()
    {
        var alert = Slack.AddAlert(
            Channel,
            Slack.AddPerson("Monitor", null, PersonKind.Bot),
            new JsonObject { ["attachments"] = new JsonArray(new JsonObject { ["title"] = "Down" }) }
        );

        await Client.MessageShortcutAsync(alert, "message.file", Cancel);

        var message = Bot.Last.Payload.GetProperty("message");
        Assert.Equal(
            ("", "Down"),
            (message.GetProperty("text").GetString(), message.GetProperty("attachments")[0].GetProperty("title").GetString())
        );
    }

    [Theory]
    [InlineData("works 🎉 thanks 👍🏼", "works :tada: thanks :+1::skin-tone-3:")]
    [InlineData("1 < 2 & 3", "1 &lt; 2 &amp; 3")]
    [InlineData("see https://a.example/x and report.zip", "see <https://a.example/x> and <http://report.zip|report.zip>")]
    public async Task Typed_text_is_stored_in_Slacks_format(string typed, string kept)
    {
        await Client.TypeAsync(Chat, typed, Cancel);

        Assert.Equal(kept, Told.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_cut()
    {
        await Client.SayAsync(Chat, new string('a', 50_000), cancellationToken: Cancel);

        Assert.Equal(40_000, Told.GetProperty("text").GetString()!.Length);
    }
}
