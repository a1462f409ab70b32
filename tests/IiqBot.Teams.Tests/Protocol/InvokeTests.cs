using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class InvokeTests : IAsyncLifetime
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";

    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TeamsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Title(JsonElement answer) => answer.GetProperty("value").GetProperty("body")[0].GetProperty("text").GetString()!;

    private static void AssertIs(string type, JsonElement answer)
    {
        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal(type, answer.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_press_becomes_a_card_action_with_its_arguments()
    {
        await _host.InvokeAsync(TestActivity.Press("ticket.take", new JsonObject { ["ticket"] = "12", ["urgent"] = true }));

        Assert.Equal(
            (RequestKind.CardAction, "ticket.take", "12", "true"),
            (_host.Request.Kind, _host.Request.Verb, _host.Request.Arguments["ticket"], _host.Request.Arguments["urgent"])
        );
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("groupChat")]
    public async Task A_replaced_card_is_in_the_answer_and_then_updates_the_shared_message(string conversationType)
    {
        _host.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));

        var answer = await _host.InvokeAsync(TestActivity.Press("ticket.take", conversationType: conversationType));

        AssertIs(CardType, answer);
        Assert.Equal("Taken", Title(answer));
        var update = await _host.Connector.NextAsync();
        Assert.Equal((HttpMethod.Put, "Taken"), (update.Method, update.CardTitle));
        Assert.EndsWith("/activities/card-1", update.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_the_update_of_the_shared_message()
    {
        var gate = new TaskCompletionSource();
        _host.Connector.Script = _ =>
        {
            gate.Task.Wait(TestContext.Current.CancellationToken);
            return null;
        };
        _host.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));

        AssertIs(CardType, await _host.InvokeAsync(TestActivity.Press("ticket.take")));
        gate.SetResult();
        await _host.Connector.NextAsync();
    }

    [Fact]
    public async Task A_deleted_message_is_replaced_by_one_new_message()
    {
        _host.Connector.Script = call =>
            call.Method == HttpMethod.Put ? ScriptedConnector.Error(HttpStatusCode.NotFound, "ActivityNotFoundInConversation") : null;
        _host.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));
        await _host.InvokeAsync(TestActivity.Press("ticket.take"));

        Assert.Equal(HttpMethod.Put, (await _host.Connector.NextAsync()).Method);
        var anew = await _host.Connector.NextAsync();
        Assert.Equal((HttpMethod.Post, "Taken"), (anew.Method, anew.CardTitle));
    }

    [Fact]
    public async Task A_slow_press_gets_a_short_message_first_and_the_card_later()
    {
        var late = _host.AnswersLate();
        var pressed = _host.InvokeAsync(TestActivity.Press("ticket.take"));
        await late.PassTimeUntilAsync(pressed);
        var answer = await pressed;
        AssertIs(MessageType, answer);
        Assert.Equal(Texts.Working, answer.GetProperty("value").GetString());

        late.SetResult(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));
        Assert.Equal("PUT /amer/v3/conversations/a:one/activities/card-1", (await _host.Connector.NextAsync()).Line);
    }

    [Fact]
    public async Task A_late_form_in_a_shared_conversation_goes_to_the_personal_chat()
    {
        var late = _host.AnswersLate();
        var pressed = _host.InvokeAsync(TestActivity.Press("ticket.comment", conversationType: "channel"));
        await late.PassTimeUntilAsync(pressed);
        late.SetResult(new BotResponse.OpenForm(TeamsHost.Form("Comment")));

        Assert.Equal("POST /amer/v3/conversations", (await _host.Connector.NextAsync()).Line);
        var form = await _host.Connector.NextAsync();
        Assert.Equal(("POST /amer/v3/conversations/m-1/activities", "Comment"), (form.Line, form.CardTitle));
    }

    [Theory]
    [InlineData("personal", "card-1")]
    [InlineData("channel", null)]
    public async Task A_form_reports_the_card_that_it_covers_in_a_personal_chat(string conversationType, string? covered)
    {
        _host.Answers(new BotResponse.OpenForm(TeamsHost.Form("Comment")));
        var shown = new TaskCompletionSource<DeliveryResult>();
        _host
            .Dispatcher.Setup(d =>
                d.ShownAsync(
                    It.IsAny<Accepted>(),
                    It.IsAny<BotResponse.OpenForm>(),
                    It.IsAny<DeliveryResult>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .Callback((Accepted _, BotResponse _, DeliveryResult result, CancellationToken _) => shown.SetResult(result));

        await _host.InvokeAsync(TestActivity.Press("ticket.comment", conversationType: conversationType));

        Assert.Equal(covered, (await shown.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)).MessageId);
    }

    [Fact]
    public async Task A_reply_is_a_new_message_and_the_press_gets_a_short_one()
    {
        var answer = await _host.InvokeAsync(TestActivity.Press("ticket.show", conversationType: "channel"));

        AssertIs(MessageType, answer);
        var post = await _host.Connector.NextAsync();
        Assert.Equal(("POST /amer/v3/conversations/19:chan@thread.tacv2;messageid=1699/activities", "Hello"), (post.Line, post.CardTitle));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_private_reply_goes_only_to_the_pressers_personal_chat(bool isForm)
    {
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Yours")) { IsPrivate = true });
        JsonObject data = isForm ? new() { ["_form"] = TeamsHost.Form().InstanceId } : [];

        var answer = await _host.InvokeAsync(TestActivity.Press("ticket.show", data, "channel"));

        AssertIs(isForm ? CardType : MessageType, answer);
        Assert.Equal("POST /amer/v3/conversations", (await _host.Connector.NextAsync()).Line);
        var own = await _host.Connector.NextAsync();
        Assert.Equal(("POST /amer/v3/conversations/m-1/activities", "Yours"), (own.Line, own.CardTitle));
        Assert.Equal(2, _host.Connector.All.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_opens_only_in_the_pressers_view(bool isAgain)
    {
        _host.Answers(
            isAgain
                ? new BotResponse.FormErrors(
                    TeamsHost.Form() with
                    {
                        Errors = new Dictionary<string, string> { ["subject"] = "Too short" },
                    }
                )
                : new BotResponse.OpenForm(TeamsHost.Form())
        );

        var answer = await _host.InvokeAsync(TestActivity.Press("ticket.file", conversationType: "channel"));

        AssertIs(CardType, answer);
        Assert.Equal("New ticket", Title(answer));
        await AssertNothingWasSentAsync();
    }

    [Theory]
    [InlineData("personal", "PUT /amer/v3/conversations/a:one/activities/card-1")]
    [InlineData("groupChat", "POST /amer/v3/conversations/19:group@thread.v2/activities")]
    public async Task The_result_replaces_a_submitted_form(string conversationType, string sent)
    {
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Ticket 13")));
        var data = new JsonObject { ["_form"] = TeamsHost.Form().InstanceId, ["subject"] = "Projector" };

        var answer = await _host.InvokeAsync(TestActivity.Press("ticket.file", data, conversationType));

        Assert.Equal("Ticket 13", Title(answer));
        Assert.Equal(RequestKind.FormSubmission, _host.Request.Kind);
        Assert.Equal(TeamsHost.Form().InstanceId, _host.Request.Arguments[Form.InstanceKey]);
        Assert.Equal(sent, (await _host.Connector.NextAsync()).Line);
    }

    [Fact]
    public async Task A_toast_is_the_message_in_the_answer()
    {
        _host.Answers(new BotResponse.Toast("Noted."));

        var answer = await _host.InvokeAsync(TestActivity.Press("ticket.note"));

        AssertIs(MessageType, answer);
        Assert.Equal("Noted.", answer.GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("""{"action":null}""")]
    [InlineData("""{"action":5}""")]
    [InlineData("""{"action":{"type":"Action.Execute"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"_verb":""}}}""")]
    [InlineData("""{"action":{"type":"Action.OpenUrl","verb":"x.y"}}""")]
    public async Task A_malformed_press_gets_an_error_in_the_body(string value)
    {
        var answer = await _host.InvokeAsync(TestActivity.Press("x.y").With("value", JsonNode.Parse(value)));

        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.error", answer.GetProperty("type").GetString());
        Assert.Equal("BadRequest", answer.GetProperty("value").GetProperty("code").GetString());
        Assert.Empty(_host.Dispatcher.Invocations);
    }

    [Theory]
    [InlineData("task/fetch")]
    [InlineData("composeExtension/query")]
    [InlineData("adaptivecard/action")]
    [InlineData(null)]
    public async Task An_unknown_invoke_gets_501(string? name)
    {
        Assert.Equal(HttpStatusCode.NotImplemented, (await _host.PostAsync(TestActivity.Press("x.y").With("name", name))).StatusCode);
    }

    private async Task AssertNothingWasSentAsync()
    {
        _host.Answers(new BotResponse.Toast("marker"));
        await _host.PostAsync(TestActivity.Message("marker"));
        Assert.Equal("marker", (await _host.Connector.NextAsync()).Text);
        Assert.Single(_host.Connector.All);
    }
}
