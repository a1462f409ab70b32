using System.Net;
using System.Text.Json.Nodes;
using IiqBot.Teams.Inbound;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class BodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("{} {}")]
    [InlineData("{}")]
    [InlineData("""{"type":"message","id":"1","text":5,"conversation":{"id":"c"},"from":{"id":"u"}}""")]
    [InlineData("""{"type":"message","id":"1","conversation":"c","from":{"id":"u"}}""")]
    [InlineData("""{"type":"message","id":"1","text":"\ud800","conversation":{"id":"c"},"from":{"id":"u"}}""")]
    public async Task A_body_that_is_not_an_activity_gets_400(string body)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(body, host.Tokens.Make(host.Key))).StatusCode);
        Assert.Empty(host.Dispatcher.Invocations);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("type")]
    [InlineData("from")]
    [InlineData("from.id")]
    [InlineData("conversation")]
    [InlineData("conversation.id")]
    public async Task A_message_without_a_required_member_gets_400(string name)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(TestActivity.Message().With(name, null))).StatusCode);
    }

    [Fact]
    public async Task A_malformed_body_without_a_token_is_refused_unread()
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("{", null)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_256_KB_gets_413(bool isChunked)
    {
        await using var host = await TeamsHost.StartAsync();
        var body = TestActivity.Message(new string('x', 256 * 1024)).ToString();

        using var response = await host.PostAsync(
            body,
            host.Tokens.Make(host.Key),
            change: request => request.Headers.TransferEncodingChunked = isChunked
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(host.Dispatcher.Invocations);
    }

    [Fact]
    public async Task A_body_just_below_the_limit_is_read_even_in_chunks()
    {
        await using var host = await TeamsHost.StartAsync();
        var body = TestActivity.Message().With("channelData.settings", new string('x', 255 * 1024)).ToString();

        using var response = await host.PostAsync(
            body,
            host.Tokens.Make(host.Key),
            change: request => request.Headers.TransferEncodingChunked = true
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text", 64 * 1024)]
    [InlineData("from.name", 1024)]
    [InlineData("from.id", 1024)]
    [InlineData("conversation.id", 1024)]
    [InlineData("locale", 1024)]
    [InlineData("replyToId", 1024)]
    public async Task A_text_longer_than_any_client_sends_gets_413(string name, int most)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(TestActivity.Message().With(name, new string('x', most)))).StatusCode);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await host.PostAsync(TestActivity.Message().With(name, new string('x', most + 1)))).StatusCode
        );
        Assert.Single(host.Dispatcher.Requests());
    }

    [Theory]
    [InlineData(
        "entities",
        """{"type":"mention","text":"<at>A{0}</at>","mentioned":{"id":"28:11111111-1111-4111-8111-111111111111","name":"A{0}"}}"""
    )]
    [InlineData("attachments", """{"contentType":"image/*","contentUrl":"https://statics.teams.cdn.office.net/{0}.png"}""")]
    public async Task A_list_longer_than_any_client_sends_gets_413(string name, string item)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(TestActivity.Message().With(name, List(1000)))).StatusCode);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await host.PostAsync(TestActivity.Message().With(name, List(1001)))).StatusCode
        );

        JsonArray List(int count) =>
            new([
                .. Enumerable.Range(0, count).Select(number => JsonNode.Parse(item.Replace("{0}", $"{number}", StringComparison.Ordinal))),
            ]);
    }

    [Fact]
    public async Task A_file_name_longer_than_any_client_sends_gets_413()
    {
        await using var host = await TeamsHost.StartAsync();
        var file = new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["name"] = new string('x', 240_000),
        };

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await host.PostAsync(TestActivity.Message().With("attachments", new JsonArray(file)))).StatusCode
        );
    }

    [Fact]
    public async Task JSON_that_is_too_deep_gets_400()
    {
        await using var host = await TeamsHost.StartAsync();
        var deep = JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40)));

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(TestActivity.Message().With("value", deep))).StatusCode);
    }

    [Theory]
    [InlineData("\"value\":{\"dataset\":\"rooms\",\"data\":{\"x\":\"\\ud800\"}}")]
    [InlineData("\"value\":{\"dataset\":\"rooms\",\"data\":{\"\\udc00\":\"x\"}}")]
    [InlineData("\"value\":{\"dataset\":\"rooms\",\"queryText\":\"\\ud800\\ud800\"}")]
    [InlineData("\"value\":{\"dataset\":\"rooms\",\"data\":{\"x\":\"\u00ff\"}}")]
    [InlineData("\"value\":{\"dataset\":\"rooms\"},\"\\uDBFF\\u0041\":1")]
    public async Task A_lone_surrogate_anywhere_gets_400(string members)
    {
        await using var host = await TeamsHost.StartAsync();
        var body = TestActivity.Press("x.y").With("name", "application/search").With("value", null).ToString();

        // Each character here is one byte, so that 0xFF is invalid UTF-8.
        using var response = await host.PostAsync(
            $"{body[..^1]},{members}}}",
            host.Tokens.Make(host.Key),
            change: request =>
                request.Content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes($"{body[..^1]},{members}}}"))
                {
                    Headers = { ContentType = new("application/json") },
                }
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(host.Dispatcher.Invocations);
    }

    [Fact]
    public async Task A_lone_surrogate_in_a_file_address_gets_400()
    {
        await using var host = await TeamsHost.StartAsync();
        var body = TestActivity
            .Message()
            .With(
                "attachments",
                JsonNode.Parse(
                    """[{"contentType":"application/vnd.microsoft.teams.file.download.info","name":"a","content":{"downloadUrl":"HALF"}}]"""
                )
            )
            .ToString();

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await host.PostAsync(body.Replace("HALF", "\\ud800", StringComparison.Ordinal), host.Tokens.Make(host.Key))).StatusCode
        );
    }

    [Theory]
    [InlineData("\"\\ud83d\\ude00\"", true)]
    [InlineData("\"\\\\ud800\"", true)]
    [InlineData("\"\\n\\\"\\u0041\"", true)]
    [InlineData("\"\\\\\\ud800\"", false)]
    [InlineData("\"\\ude00\\ud83d\"", false)]
    [InlineData("\"\\ud83dx\"", false)]
    [InlineData("\"\\ud83d\\n\"", false)]
    [InlineData("\\", true)]
    public void Only_lone_surrogates_are_refused(string json, bool isText) =>
        Assert.Equal(isText, JsonText.IsWellFormed(System.Text.Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_content_type_other_than_JSON_gets_415(string contentType)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await host.PostAsync(TestActivity.Message().ToString(), host.Tokens.Make(host.Key), contentType)).StatusCode
        );
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        await using var host = await TeamsHost.StartAsync();
        var activity = TestActivity
            .Message()
            .With("somethingNew", "x")
            .With("channelData.settings", System.Text.Json.Nodes.JsonNode.Parse("""{"selectedChannel":{"id":"1"}}"""))
            .With("entities", System.Text.Json.Nodes.JsonNode.Parse("""[{"type":"clientInfo","locale":"en-US","platform":"Web"},null]"""));

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(activity)).StatusCode);
        Assert.Equal("Hello", (await host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task Only_POST_is_answered()
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(
            HttpStatusCode.MethodNotAllowed,
            (await host.Client.GetAsync("/api/messages", TestContext.Current.CancellationToken)).StatusCode
        );
    }
}
