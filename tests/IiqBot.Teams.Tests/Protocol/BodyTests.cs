using System.Net;

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
    public async Task What_is_no_activity_is_answered_400(string body)
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
    public async Task A_message_without_what_every_message_has_is_answered_400(string name)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(TestActivity.Message().With(name, null))).StatusCode);
    }

    [Fact]
    public async Task A_malformed_body_without_a_token_is_not_even_looked_at()
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("{", null)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_256_KB_is_answered_413(bool isChunked)
    {
        await using var host = await TeamsHost.StartAsync();
        var body = TestActivity.Message(new string('x', 256 * 1024)).ToString();

        using var response = await host.PostAsync(body, host.Tokens.Make(host.Key), change: request => request.Headers.TransferEncodingChunked = isChunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(host.Dispatcher.Invocations);
    }

    [Fact]
    public async Task A_body_just_below_the_limit_is_read_also_in_chunks()
    {
        await using var host = await TeamsHost.StartAsync();
        var body = TestActivity.Message(new string('x', 255 * 1024)).ToString();

        using var response = await host.PostAsync(body, host.Tokens.Make(host.Key), change: request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_is_not_sent_as_JSON_is_answered_415(string contentType)
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            (await host.PostAsync(TestActivity.Message().ToString(), host.Tokens.Make(host.Key), contentType)).StatusCode);
    }

    [Fact]
    public async Task Names_the_bot_does_not_know_are_passed_over()
    {
        await using var host = await TeamsHost.StartAsync();
        var activity = TestActivity.Message().With("somethingNew", "x").With("channelData.settings", System.Text.Json.Nodes.JsonNode.Parse("""{"selectedChannel":{"id":"1"}}"""))
            .With("entities", System.Text.Json.Nodes.JsonNode.Parse("""[{"type":"clientInfo","locale":"en-US","platform":"Web"},null]"""));

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(activity)).StatusCode);
        Assert.Equal("Hello", (await host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task Only_POST_is_answered()
    {
        await using var host = await TeamsHost.StartAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.GetAsync("/api/messages", TestContext.Current.CancellationToken)).StatusCode);
    }
}
