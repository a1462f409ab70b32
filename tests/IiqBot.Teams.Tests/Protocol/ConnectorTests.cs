using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Connector;
using IiqBot.Tests.Time;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class ConnectorTests : IAsyncLifetime
{
    private TeamsHost _host = null!;
    private ConversationAddress _address = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TeamsHost.StartAsync();
        await _host.PostAsync(TestActivity.Message());
        await _host.Connector.NextAsync();
        _address = _host.Request.Conversation;
        _host.Connector.All.Clear();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private IMessenger Messenger => _host.Services.GetRequiredService<IMessenger>();

    /// <summary>Sends while the clock moves as fast as the code waits for it.</summary>
    private async Task<DeliveryResult> SendAsync(Card? card = null, ConversationAddress? to = null)
    {
        var sending = Messenger.SendAsync(to ?? _address, card ?? TeamsHost.Card("Notice"), TestContext.Current.CancellationToken);
        return await PassingTime.UntilAsync(_host.Time, sending, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_message_can_be_sent_and_updated_later()
    {
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Delivered, "m-2"), await SendAsync());
        var updated = await Messenger.UpdateAsync(_address, "m 2", TeamsHost.Card("Changed"), TestContext.Current.CancellationToken);

        Assert.Equal(DeliveryOutcome.Delivered, updated.Outcome);
        Assert.EndsWith("/v3/conversations/a%3Aone/activities/m%202", _host.Connector.All[1].Url.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "BadArgument", DeliveryOutcome.Permanent, 1)]
    [InlineData(403, "BotNotInConversationRoster", DeliveryOutcome.ConversationGone, 1)]
    [InlineData(403, "BotDisabledByAdmin", DeliveryOutcome.ConversationGone, 1)]
    [InlineData(403, "ConversationBlockedByUser", DeliveryOutcome.ConversationGone, 1)]
    [InlineData(403, "ForbiddenOperationException", DeliveryOutcome.ConversationGone, 1)]
    [InlineData(403, "NotEnoughPermissions", DeliveryOutcome.Permanent, 1)]
    [InlineData(404, "ConversationNotFound", DeliveryOutcome.ConversationGone, 1)]
    [InlineData(413, "MessageSizeTooBig", DeliveryOutcome.TooLarge, 1)]
    [InlineData(500, "ServiceError", DeliveryOutcome.Transient, 1)]
    [InlineData(302, "", DeliveryOutcome.Permanent, 1)]
    [InlineData(401, "BotNotRegistered", DeliveryOutcome.Unauthorized, 2)]
    [InlineData(412, "PreconditionFailed", DeliveryOutcome.Transient, 4)]
    [InlineData(429, "Throttled", DeliveryOutcome.RateLimited, 4)]
    [InlineData(502, "ServiceError", DeliveryOutcome.Transient, 4)]
    [InlineData(503, "", DeliveryOutcome.Transient, 4)]
    [InlineData(504, "", DeliveryOutcome.Transient, 4)]
    public async Task Each_error_has_its_outcome_and_only_transient_ones_are_retried(
        int status,
        string code,
        DeliveryOutcome outcome,
        int tries
    )
    {
        _host.Connector.Script = _ => ScriptedConnector.Error((HttpStatusCode)status, code);

        Assert.Equal(outcome, (await SendAsync()).Outcome);
        Assert.Equal(tries, _host.Connector.All.Count);
    }

    [Fact]
    public async Task A_person_who_blocked_the_bot_is_recognized_by_the_error_text()
    {
        const string body = """{"errorCode":209,"message":"{\r\n  \"subCode\": \"MessageWritesBlocked\",\r\n  \"errorCode\": null\r\n}"}""";
        _host.Connector.Script = _ => ScriptedConnector.Json(HttpStatusCode.Forbidden, body);

        Assert.Equal(DeliveryOutcome.ConversationGone, (await SendAsync()).Outcome);
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("[]")]
    [InlineData("""{"error":"x"}""")]
    [InlineData("""{"error":{"code":5}}""")]
    [InlineData("")]
    public async Task An_error_without_an_error_object_is_read_by_its_status(string body)
    {
        _host.Connector.Script = _ => ScriptedConnector.Json(HttpStatusCode.NotFound, body);

        Assert.Equal(DeliveryOutcome.ConversationGone, (await SendAsync()).Outcome);
    }

    [Fact]
    public async Task A_Retry_After_is_obeyed()
    {
        var start = _host.Time.GetUtcNow();
        var tries = new List<TimeSpan>();
        _host.Connector.Script = _ =>
        {
            tries.Add(_host.Time.GetUtcNow() - start);
            return tries.Count == 1 ? Throttled(TimeSpan.FromSeconds(7)) : null;
        };

        Assert.Equal(DeliveryOutcome.Delivered, (await SendAsync()).Outcome);
        Assert.True(tries[1] - tries[0] >= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_Retry_After_that_is_too_long_is_returned_to_the_caller()
    {
        _host.Connector.Script = _ => Throttled(TimeSpan.FromMinutes(5));

        Assert.Equal(new DeliveryResult(DeliveryOutcome.RateLimited, null, TimeSpan.FromMinutes(5)), await SendAsync());
        Assert.Single(_host.Connector.All);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_not_sent_twice_but_an_update_is()
    {
        _host.Connector.Script = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded);
        Assert.Equal(DeliveryOutcome.Unconfirmed, (await SendAsync()).Outcome);
        Assert.Single(_host.Connector.All);

        var updating = Messenger.UpdateAsync(_address, "m-1", TeamsHost.Card("Changed"), TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryOutcome.Transient, (await PassingTime.UntilAsync(_host.Time, updating)).Outcome);
        Assert.Equal(5, _host.Connector.All.Count);
    }

    [Fact]
    public async Task A_message_that_was_never_sent_is_retried()
    {
        var tries = 0;
        _host.Connector.Script = _ => ++tries == 1 ? throw new HttpRequestException(HttpRequestError.ConnectionError) : null;

        Assert.Equal(DeliveryOutcome.Delivered, (await SendAsync()).Outcome);
    }

    [Fact]
    public async Task A_token_is_cached_and_renewed_when_it_is_refused()
    {
        await SendAsync();
        Assert.Equal(1, _host.Connector.Tokens);
        _host.Connector.Script = call =>
            call.Authorization == "Bearer token-1" ? ScriptedConnector.Error(HttpStatusCode.Unauthorized, "x") : null;

        Assert.Equal(DeliveryOutcome.Delivered, (await SendAsync()).Outcome);
        Assert.Equal((2, "Bearer token-2"), (_host.Connector.Tokens, _host.Connector.All[^1].Authorization));
    }

    [Fact]
    public async Task Refused_credentials_give_the_outcome_Unauthorized()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Connector.LoginStatus = HttpStatusCode.Unauthorized;

        var result = await host
            .Services.GetRequiredService<IMessenger>()
            .SendAsync(_address, TeamsHost.Card("x"), TestContext.Current.CancellationToken);

        Assert.Equal(DeliveryOutcome.Unauthorized, result.Outcome);
        Assert.Empty(host.Connector.All);
    }

    [Fact]
    public async Task A_long_summary_does_not_change_the_card()
    {
        await SendAsync(TeamsHost.Card("Long") with { Summary = new string('x', 60_000) });

        Assert.Equal("Long", _host.Connector.All[^1].CardTitle);
        Assert.InRange(Encoding.UTF8.GetByteCount(_host.Connector.All[^1].Body.GetRawText()), 1, 40_000);
    }

    [Fact]
    public async Task A_message_that_Teams_calls_too_large_becomes_a_note()
    {
        _host.Connector.Script = call =>
            call.CardTitle == "Long" ? ScriptedConnector.Error(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig") : null;
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Long")));
        await _host.PostAsync(TestActivity.Message());

        Assert.Equal("Long", (await _host.Connector.NextAsync()).CardTitle);
        Assert.Equal(Texts.TooLargeTitle, (await _host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task An_address_of_another_platform_is_refused_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<FormatException>(() => SendAsync(to: _address with { Route = "C0123" }));
    }

    [Fact]
    public async Task Bursts_are_paced_per_conversation()
    {
        var token = TestContext.Current.CancellationToken;
        var other = _address with { Conversation = "a:two" };
        for (var i = 0; i < 7; i++)
            await Messenger.SendAsync(other, TeamsHost.Card("Notice"), token);

        var eighth = Messenger.SendAsync(other, TeamsHost.Card("Notice"), token);
        await Messenger.SendAsync(_address with { Conversation = "a:three" }, TeamsHost.Card("Notice"), token);
        Assert.False(eighth.IsCompleted);
        Assert.Equal(8, _host.Connector.All.Count);
        _host.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(DeliveryOutcome.Delivered, (await eighth).Outcome);
    }

    private static HttpResponseMessage Throttled(TimeSpan wait)
    {
        var response = ScriptedConnector.Error(HttpStatusCode.TooManyRequests, "Throttled");
        response.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
        return response;
    }
}
