using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Tests;

public sealed class ActivityRuleTests : TeamsTest
{
    [Theory]
    [InlineData("type is missing", """{"type":null}""")]
    [InlineData("type is unknown", """{"type":"shout"}""")]
    [InlineData("type cannot be sent", """{"type":"conversationUpdate"}""")]
    [InlineData("type is a number", """{"type":3}""")]
    [InlineData("text is a number", """{"text":3}""")]
    [InlineData("nothing to read", """{"text":" "}""")]
    [InlineData("sender is missing", """{"from":null}""")]
    [InlineData("sender is somebody else", """{"from":{"id":"28:other"}}""")]
    [InlineData("conversation is missing", """{"conversation":null}""")]
    [InlineData("conversation is another", """{"conversation":{"id":"a:1other"}}""")]
    [InlineData("recipient is no member", """{"recipient":{"id":"29:1stranger"}}""")]
    [InlineData("channel is another", """{"channelId":"slack"}""")]
    [InlineData("service URL is another", """{"serviceUrl":"https://smba.example/"}""")]
    [InlineData("answers nothing", """{"replyToId":"123"}""")]
    [InlineData("text format", """{"textFormat":"html"}""")]
    [InlineData("layout", """{"attachmentLayout":"grid"}""")]
    [InlineData("attachments are no list", """{"attachments":{}}""")]
    [InlineData("attachment without type", """{"attachments":[{"content":{}}]}""")]
    [InlineData("attachment of unknown type", """{"attachments":[{"contentType":"application/pdf","content":{}}]}""")]
    [InlineData("card without content", """{"attachments":[{"contentType":"application/vnd.microsoft.card.adaptive"}]}""")]
    [InlineData("card as text", """{"attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"{}"}]}""")]
    [InlineData("image without address", """{"attachments":[{"contentType":"image/png"}]}""")]
    [InlineData("mention that is not in the text", """{"entities":[{"type":"mention","text":"<at>Ada</at>","mentioned":{"id":"29:1"}}]}""")]
    [InlineData(
        "mention of a stranger",
        """{"text":"<at>Bo</at>","entities":[{"type":"mention","text":"<at>Bo</at>","mentioned":{"id":"29:1"}}]}"""
    )]
    [InlineData("typing with content", """{"type":"typing"}""")]
    public async Task An_activity_of_the_wrong_shape_is_refused_and_recorded(string _, string change)
    {
        var activity = Message();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            activity[name] = value?.DeepClone();
        }

        await RefusedAsync(await SendAsync(activity), 400, "Bad Argument");
        Assert.Single(Teams.Violations);
        Assert.Empty(Chat.Messages);
    }

    [Theory]
    [InlineData("{", "BadSyntax")]
    [InlineData("[]", "BadSyntax")]
    public async Task A_body_that_is_not_a_JSON_object_is_refused(string body, string code)
    {
        await RefusedAsync(await SendTextAsync(body), 400, code);
        Assert.Single(Teams.Violations);
    }

    [Fact]
    public async Task A_body_that_does_not_say_it_is_JSON_is_refused()
    {
        await RefusedAsync(await SendTextAsync(Message().ToJsonString(), "text/plain"), 415, "UnsupportedMediaType");
        Assert.Single(Teams.Violations);
    }

    [Fact]
    public async Task A_misspelled_property_is_recorded()
    {
        var activity = Message();
        activity["replyToID"] = "1";
        await PostedAsync(activity);
        Violated("replyToID");
    }

    [Theory]
    [InlineData("a", 51_100, 201)]
    [InlineData("a", 51_300, 413)]
    // Two bytes in UTF-8 and two in UTF-16: counted in UTF-8, the first of these would already be too big.
    [InlineData("ß", 51_000, 201)]
    [InlineData("ß", 51_300, 413)]
    public async Task An_activity_over_100_KB_in_UTF_16_is_refused(string letter, int size, int status)
    {
        var activity = Message("").ToJsonString();
        var text = new StringBuilder().Insert(0, letter, size - activity.Length).ToString();
        using var answer = await SendTextAsync(activity.Replace("\"text\":\"\"", $"\"text\":\"{text}\"", StringComparison.Ordinal));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Suggested_actions_are_refused_outside_personal_chats()
    {
        var group = Teams.AddGroupChat("Projects", [Ada]);
        var activity = Message(conversation: group);
        activity["suggestedActions"] = new JsonObject { ["actions"] = new JsonArray() };
        await RefusedAsync(await SendAsync(activity, group), 400, "Bad Argument");
    }

    [Fact]
    public async Task Typing_is_accepted_and_is_not_a_message()
    {
        var typing = Message();
        typing["type"] = "typing";
        typing.Remove("text");
        using var answer = await SendAsync(typing);
        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal(1, await Teams.NextTypingAsync(Chat, cancellationToken: Cancel));
        Assert.Empty(Chat.Messages);
        Teams.AssertClean();
    }
}
