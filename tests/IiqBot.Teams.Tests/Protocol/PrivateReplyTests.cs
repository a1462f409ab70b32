using System.Net;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class PrivateReplyTests : IAsyncLifetime
{
    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TeamsHost.StartAsync();
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Your tickets")) { IsPrivate = true });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_private_answer_goes_to_the_personal_chat_and_the_group_gets_a_line()
    {
        await _host.PostAsync(TestActivity.Mention("mine", "groupChat"));

        var create = await _host.Connector.NextAsync();
        Assert.Equal("POST /amer/v3/conversations", create.Line);
        Assert.Equal(TestActivity.UserId, create.Body.GetProperty("members")[0].GetProperty("id").GetString());
        Assert.Equal(TeamsHost.Tenant, create.Body.GetProperty("tenantId").GetString());
        Assert.False(create.Body.GetProperty("isGroup").GetBoolean());
        var answer = await _host.Connector.NextAsync();
        Assert.Equal("POST /amer/v3/conversations/m-1/activities", answer.Line);
        Assert.Equal("Your tickets", answer.CardTitle);
        var shared = await _host.Connector.NextAsync();
        Assert.Equal("POST /amer/v3/conversations/19:group@thread.v2/activities", shared.Line);
        Assert.Equal(Texts.AnsweredPrivately, shared.Text);
    }

    [Fact]
    public async Task The_personal_chat_is_created_once()
    {
        for (var i = 0; i < 2; i++)
        {
            await _host.PostAsync(TestActivity.Mention("mine", "groupChat"));
            for (var calls = 0; calls < 3 - i; calls++)
                await _host.Connector.NextAsync();
        }

        Assert.Single(_host.Connector.All, call => call.Line.EndsWith("/conversations", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "ForbiddenOperationException")]
    [InlineData(HttpStatusCode.NotFound, "ConversationNotFound")]
    public async Task A_person_the_bot_may_not_write_to_is_asked_to_open_a_chat(HttpStatusCode status, string code)
    {
        _host.Connector.Script = call =>
            call.Line.EndsWith("/conversations", StringComparison.Ordinal) ? ScriptedConnector.Error(status, code) : null;
        await _host.PostAsync(TestActivity.Mention("mine", "channel"));

        await _host.Connector.NextAsync();
        var shared = await _host.Connector.NextAsync();
        Assert.Equal(Texts.OpenChatFirst, shared.Text);
        Assert.DoesNotContain(_host.Connector.All, call => call.Body.GetRawText().Contains("Your tickets", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "ForbiddenOperationException")]
    [InlineData(HttpStatusCode.BadRequest, "BadArgument")]
    public async Task Nobody_is_asked_to_repeat_a_saved_request(HttpStatusCode status, string code)
    {
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Saved for later")) { IsPrivate = true, IsKept = true });
        _host.Connector.Script = call =>
            call.Line.EndsWith("/conversations", StringComparison.Ordinal) ? ScriptedConnector.Error(status, code) : null;
        await _host.PostAsync(TestActivity.Mention("new projector", "channel"));

        await _host.Connector.NextAsync();
        Assert.Equal(Texts.KeptAlone, (await _host.Connector.NextAsync()).Text);
    }

    [Fact]
    public async Task In_a_personal_chat_a_private_answer_is_an_ordinary_answer()
    {
        await _host.PostAsync(TestActivity.Message("mine"));

        Assert.Equal("Your tickets", (await _host.Connector.NextAsync()).CardTitle);
        Assert.Single(_host.Connector.All);
    }
}
