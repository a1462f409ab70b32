using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Teams.Files;
using IiqBot.Teams.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class MessageTests : IAsyncLifetime
{
    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TeamsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_message_becomes_a_request_of_its_sender()
    {
        await _host.PostAsync(TestActivity.Message("  show 12 "));
        await _host.Connector.NextAsync();

        var request = _host.Request;
        Assert.Equal("1700000000001", request.Id);
        Assert.Equal(RequestKind.Message, request.Kind);
        Assert.Null(request.Verb);
        Assert.Equal("show 12", request.Text);
        Assert.Equal(
            new Actor("teams", TeamsHost.Tenant, TestActivity.AadId) { DisplayName = "Ada Byron", Locale = "en-US" },
            request.Actor
        );
        Assert.Equal(
            ("teams", TeamsHost.Tenant, "a:one", ConversationScope.OneToOne),
            (request.Conversation.Platform, request.Conversation.Tenant, request.Conversation.Conversation, request.Conversation.Scope)
        );
    }

    [Fact]
    public async Task A_request_that_cannot_be_stored_is_answered_before_the_acknowledgement()
    {
        var answer = _host.AnswersLate();
        _host
            .Dispatcher.Setup(d => d.AcceptAsync(It.IsAny<BotRequest>(), It.IsAny<CancellationToken>()))
            .Returns(
                (BotRequest request, CancellationToken _) =>
                    ValueTask.FromResult(new Accepted(request) { NotStored = new("The test's storage is full.") })
            );

        var posting = _host.PostAsync(TestActivity.Message("new Projector dark"));
        await answer.Dispatched.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(posting.IsCompleted);
        answer.SetResult(new BotResponse.Reply(TeamsHost.Card("Not saved")));

        Assert.Equal(HttpStatusCode.OK, (await posting).StatusCode);
        Assert.Equal("Not saved", Assert.Single(_host.Connector.All).CardTitle);
    }

    [Fact]
    public async Task A_request_that_can_be_neither_stored_nor_answered_gets_503()
    {
        _host
            .Dispatcher.Setup(d => d.AcceptAsync(It.IsAny<BotRequest>(), It.IsAny<CancellationToken>()))
            .Returns(
                (BotRequest request, CancellationToken _) =>
                    ValueTask.FromResult(new Accepted(request) { NotStored = new("The test's storage is full.") })
            );
        _host.Connector.Script = _ => ScriptedConnector.Error(HttpStatusCode.Forbidden, "BotNotInConversationRoster");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.PostAsync(TestActivity.Message("new Projector dark"))).StatusCode);
    }

    [Fact]
    public async Task A_person_without_an_Entra_id_is_identified_by_the_channel_id()
    {
        await _host.PostAsync(TestActivity.Message().With("from.aadObjectId", null));
        await _host.Connector.NextAsync();

        Assert.Equal(TestActivity.UserId, _host.Request.Actor.UserId);
    }

    [Fact]
    public async Task The_answer_goes_to_the_service_URL_with_its_path_and_the_bots_token()
    {
        await _host.PostAsync(TestActivity.Message());

        var call = await _host.Connector.NextAsync();
        Assert.Equal("https://smba.trafficmanager.net/amer/v3/conversations/a%3Aone/activities", call.Url.AbsoluteUri);
        Assert.Equal("Bearer token-1", call.Authorization);
        Assert.Equal("message", call.Body.GetProperty("type").GetString());
        Assert.Equal(TestActivity.BotId, call.Body.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("a:one", call.Body.GetProperty("conversation").GetProperty("id").GetString());
        Assert.Equal("Hello", call.Body.GetProperty("summary").GetString());
        Assert.Equal(
            "application/vnd.microsoft.card.adaptive",
            call.Body.GetProperty("attachments")[0].GetProperty("contentType").GetString()
        );
        Assert.Equal("Hello", call.CardTitle);
    }

    [Fact]
    public async Task In_a_channel_the_answer_goes_to_the_thread()
    {
        await _host.PostAsync(TestActivity.Mention("help", "channel"));

        var call = await _host.Connector.NextAsync();
        Assert.Equal("POST /amer/v3/conversations/19:chan@thread.tacv2;messageid=1699/activities", call.Line);
        Assert.Equal(
            (ConversationScope.Channel, "19:chan@thread.tacv2", "1699", "help"),
            (
                _host.Request.Conversation.Scope,
                _host.Request.Conversation.Conversation,
                _host.Request.Conversation.Thread,
                _host.Request.Text
            )
        );
    }

    [Fact]
    public async Task An_unknown_type_of_conversation_counts_as_shared()
    {
        await _host.PostAsync(TestActivity.Mention("help", "somethingNew"));

        await _host.Connector.NextAsync();
        Assert.Equal(ConversationScope.Channel, _host.Request.Conversation.Scope);
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("groupChat")]
    public async Task Messages_without_a_mention_in_shared_conversations_are_ignored(string conversationType)
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(TestActivity.Message("lunch?", conversationType))).StatusCode);
        await AssertNothingCameBeforeAsync();
    }

    [Theory]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("messageReaction")]
    [InlineData("typing")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew")]
    public async Task Activities_of_other_types_are_ignored(string type)
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(TestActivity.Message().With("type", type))).StatusCode);
        await AssertNothingCameBeforeAsync();
    }

    [Theory]
    [InlineData("from.role", "bot")]
    [InlineData("from.id", TestActivity.BotId)]
    [InlineData("text", null)]
    [InlineData("text", "  ")]
    public async Task Bots_and_empty_messages_get_no_answer(string name, string? value)
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(TestActivity.Message().With(name, value))).StatusCode);
        await AssertNothingCameBeforeAsync();
    }

    [Fact]
    public async Task A_message_with_neither_text_nor_file_gets_a_hint()
    {
        await _host.PostAsync(
            TestActivity
                .Message(null)
                .With(
                    "attachments",
                    JsonNode.Parse("""[{"contentType":"application/vnd.microsoft.card.hero"},{"contentType":"text/html"}]""")
                )
        );

        Assert.Equal(Texts.UnreadableTitle, (await _host.Connector.NextAsync()).CardTitle);
        Assert.Empty(_host.Dispatcher.Invocations);
    }

    [Theory]
    [InlineData(
        """[{"contentType":"image/*","contentUrl":"https://media.example/cat.gif"},{"contentType":"text/html","content":"<p>&nbsp;</p>"}]"""
    )]
    [InlineData("""[{"contentType":"text/html","content":"<div><img src='https://media.example/cat.gif'></div>"}]""")]
    public async Task In_a_personal_chat_even_an_unreadable_message_is_answered(string attachments)
    {
        await _host.PostAsync(TestActivity.Message("").With("attachments", JsonNode.Parse(attachments)));

        Assert.Equal(Texts.UnreadableTitle, (await _host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task Text_that_is_only_in_the_HTML_is_read()
    {
        await _host.PostAsync(
            TestActivity.Message("").WithHtml("""<div><a href="https://district-my.sharepoint.com/x">photo.jpg</a></div>""")
        );
        await _host.Connector.NextAsync();

        Assert.Equal("photo.jpg (https://district-my.sharepoint.com/x)", _host.Request.Text);
    }

    [Fact]
    public async Task The_text_after_the_mention_is_passed_on_separately()
    {
        await _host.PostAsync(TestActivity.Mention("x", "channel").With("text", "fyi <at>IiqBot</at>, my tickets"));
        await _host.Connector.NextAsync();

        Assert.Equal(("fyi my tickets", "my tickets"), (_host.Request.Text, _host.Request.TextBehindName));
    }

    [Fact]
    public async Task An_emoji_is_not_a_file()
    {
        await _host.PostAsync(
            TestActivity
                .Message("take 12 ")
                .With(
                    "attachments",
                    JsonNode.Parse(
                        """
                        [{"contentType":"image/*","contentUrl":"https://statics.teams.cdn.office.net/emoticons/yes/default/20_f.png"},
                         {"contentType":"text/html","content":"<p>take 12 <img itemid=\"yes\" itemtype=\"http://schema.skype.com/Emoji\" alt=\"👍\"></p>"}]
                        """
                    )
                )
        );
        await _host.Connector.NextAsync();

        Assert.Equal((null, "take 12 👍"), (_host.Request.Verb, _host.Request.Text));
    }

    [Fact]
    public async Task Floods_in_personal_chats_do_not_delay_other_people()
    {
        for (var guest = 0; guest < 33; guest++)
        {
            // Sending to more than one conversation takes more than a second, so the rest waits, and the clock stands still.
            for (var i = 0; i < 10; i++)
                await _host.PostAsync(TestActivity.MessageOf($"guest-{guest}").With("id", $"{guest}-{i}"));
        }

        await _host.PostAsync(TestActivity.MessageOf("third"));

        while (!(await _host.Connector.NextAsync()).Line.Contains("a:third", StringComparison.Ordinal)) { }
    }

    [Fact]
    public async Task One_person_can_have_only_so_many_turns_at_once()
    {
        var answer = _host.AnswersLate();
        for (var i = 0; i < TeamsTurnRunner.MostOfOne; i++)
            Assert.Equal(
                HttpStatusCode.OK,
                (await _host.PostAsync(TestActivity.MessageOf("flood").With("id", $"{i}").With("conversation.id", $"a:{i}"))).StatusCode
            );

        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            (await _host.PostAsync(TestActivity.MessageOf("flood").With("id", "one more"))).StatusCode
        );
        Assert.DoesNotContain(_host.Dispatcher.Requests(), request => request.Id == "one more"); // and it was not stored either
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(TestActivity.MessageOf("third"))).StatusCode);

        answer.SetResult(new BotResponse.Reply(TeamsHost.Card("Late")));
        for (var i = 0; i <= TeamsTurnRunner.MostOfOne; i++)
            await _host.Connector.NextAsync();
        while ((await _host.PostAsync(TestActivity.MessageOf("flood").With("id", "again"))).StatusCode != HttpStatusCode.OK) { }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_kept_only_if_its_sender_is_known(bool isKnown)
    {
        if (!isKnown)
        {
            _host
                .Dispatcher.Setup(d => d.AcceptAsync(It.IsAny<BotRequest>(), It.IsAny<CancellationToken>()))
                .Returns((BotRequest request, CancellationToken _) => ValueTask.FromResult(new Accepted(request)));
        }
        await _host.PostAsync(
            TestActivity
                .Message("")
                .With(
                    "attachments",
                    JsonNode.Parse(
                        """[{"contentType":"application/vnd.microsoft.teams.file.download.info","name":"a.txt","content":{"downloadUrl":"https://district-my.sharepoint.com/a"}}]"""
                    )
                )
        );
        await _host.Connector.NextAsync();

        var reference = Assert.Single(PlatformFile.Read(_host.Request.Arguments[ArgumentNames.MessageAttachments])).Reference;
        Assert.Equal(isKnown, _host.Services.GetRequiredService<SentFiles>().Find(_host.Request.Actor, reference) is not null);
    }

    [Fact]
    public async Task A_mention_without_text_is_a_request()
    {
        await _host.PostAsync(TestActivity.Mention("", "channel"));
        await _host.Connector.NextAsync();

        Assert.Equal("", _host.Request.Text);
    }

    [Fact]
    public async Task A_message_with_a_value_is_a_press_from_an_old_client()
    {
        _host.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));
        await _host.PostAsync(
            TestActivity
                .Message(null)
                .With("replyToId", "card-1")
                .With("value", JsonNode.Parse("""{"_verb":"ticket.take","ticket":"12"}"""))
        );

        var call = await _host.Connector.NextAsync();
        Assert.Equal("PUT /amer/v3/conversations/a:one/activities/card-1", call.Line);
        Assert.Equal("Taken", call.CardTitle);
        Assert.Equal(
            (RequestKind.CardAction, "ticket.take", "12"),
            (_host.Request.Kind, _host.Request.Verb, _host.Request.Arguments["ticket"])
        );
    }

    [Theory]
    [InlineData("""{"verb":"deny","ticket":"12"}""", "12")]
    [InlineData("""{"_verb":" ","ticket":"12"}""", "12")]
    [InlineData("""{}""", null)]
    [InlineData("\"deny\"", null)]
    public async Task A_value_without_a_verb_is_a_press_of_an_unknown_button(string value, string? ticket)
    {
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Not understood")));
        await _host.PostAsync(TestActivity.Message(null).With("value", JsonNode.Parse(value)));

        Assert.Equal("Not understood", (await _host.Connector.NextAsync()).CardTitle);
        Assert.Equal((RequestKind.CardAction, "", ticket), (_host.Request.Kind, _host.Request.Verb, _host.Request.Arguments["ticket"]));
    }

    [Fact]
    public async Task A_message_with_a_null_value_is_ignored()
    {
        var message = TestActivity.Message(null);
        message.Json["value"] = null;
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(message)).StatusCode);
        await AssertNothingCameBeforeAsync();
    }

    [Fact]
    public async Task Typing_is_shown_when_the_answer_takes_longer_than_a_second()
    {
        var answer = _host.AnswersLate();
        await _host.PostAsync(TestActivity.Message());
        var typing = _host.Connector.NextAsync();
        await answer.PassTimeUntilAsync(typing);

        Assert.Equal("typing", (await typing).Body.GetProperty("type").GetString());
        answer.SetResult(new BotResponse.Reply(TeamsHost.Card("At last")));
        Assert.Equal("At last", (await _host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task A_form_is_posted_one_to_one()
    {
        _host.Answers(new BotResponse.OpenForm(TeamsHost.Form()));
        await _host.PostAsync(TestActivity.Message("new"));

        Assert.Equal("New ticket", (await _host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task In_a_shared_conversation_a_form_becomes_a_button_with_only_the_typed_text()
    {
        _host.Answers(new BotResponse.OpenForm(TeamsHost.Form()));
        await _host.PostAsync(TestActivity.Mention("new Projector", "groupChat"));

        var card = (await _host.Connector.NextAsync()).Body.GetProperty("attachments")[0].GetProperty("content");
        Assert.DoesNotContain("204", card.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Input.", card.GetRawText(), StringComparison.Ordinal);
        var action = card.GetProperty("actions")[0];
        Assert.Equal("ticket.file", action.GetProperty("verb").GetString());
        Assert.Equal("Projector", action.GetProperty("data").GetProperty("subject").GetString());
        Assert.False(action.GetProperty("data").TryGetProperty("_form", out _));
    }

    [Fact]
    public async Task A_toast_is_sent_as_plain_text_and_a_silent_answer_sends_nothing()
    {
        _host.Answers(new BotResponse.Silent());
        await _host.PostAsync(TestActivity.Message("quiet"));
        _host.Answers(new BotResponse.Toast("Noted."));
        await _host.PostAsync(TestActivity.Message("note"));

        Assert.Equal("Noted.", (await _host.Connector.NextAsync()).Text);
    }

    [Fact]
    public async Task With_expectReplies_the_answer_is_only_in_the_HTTP_response()
    {
        using var response = await _host.PostAsync(TestActivity.Message().With("deliveryMode", "expectReplies"));

        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("Hello", body.GetProperty("activities")[0].GetProperty("summary").GetString());
        Assert.Empty(_host.Connector.All);
    }

    [Fact]
    public async Task A_full_queue_gives_503_and_loses_no_accepted_turn()
    {
        var answer = _host.AnswersLate();
        var taken = 0;
        while ((await _host.PostAsync(TestActivity.MessageOf($"person-{taken}"))).StatusCode == HttpStatusCode.OK)
            taken++;

        Assert.Equal(TeamsTurnRunner.Capacity, taken);
        answer.SetResult(new BotResponse.Reply(TeamsHost.Card("Late")));
        for (var i = 0; i < taken; i++)
            await _host.Connector.NextAsync();
    }

    [Fact]
    public async Task At_shutdown_accepted_turns_are_finished()
    {
        var answer = _host.AnswersLate();
        for (var i = 0; i < 40; i++)
            await _host.PostAsync(TestActivity.MessageOf($"person-{i}"));

        var stopped = _host.Services.GetRequiredService<TeamsTurnRunner>().StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopped.IsCompleted);
        answer.SetResult(new BotResponse.Reply(TeamsHost.Card("Bye")));
        await stopped;

        Assert.Equal(40, _host.Connector.All.Count);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.PostAsync(TestActivity.Message())).StatusCode);
    }

    [Fact]
    public async Task At_shutdown_turns_that_take_too_long_are_cancelled()
    {
        var (begun, cancelled) = (0, 0);
        _host
            .Dispatcher.Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .Returns(
                async (Accepted _, CancellationToken token) =>
                {
                    Interlocked.Increment(ref begun);
                    await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    Interlocked.Increment(ref cancelled);
                    token.ThrowIfCancellationRequested();
                    return new BotResponse.Silent();
                }
            );
        for (var i = 0; i < 100; i++)
            await _host.PostAsync(TestActivity.MessageOf($"person-{i}"));

        var stopped = _host.Services.GetRequiredService<TeamsTurnRunner>().StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopped.IsCompleted);
        _host.Time.Advance(TimeSpan.FromSeconds(8));
        await stopped;

        Assert.Equal((100, 100), (begun, cancelled));
    }

    [Fact]
    public async Task An_exception_of_the_dispatcher_ends_only_its_turn()
    {
        _host
            .Dispatcher.Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException());
        for (var i = 0; i < 50; i++)
            await _host.PostAsync(TestActivity.Message());
        _host.Answers(new BotResponse.Toast("Still here"));
        await _host.PostAsync(TestActivity.Message());

        Assert.Equal("Still here", (await _host.Connector.NextAsync()).Text);
    }

    /// <summary>Posts a message that is answered, and checks that nothing was sent before it.</summary>
    private async Task AssertNothingCameBeforeAsync()
    {
        _host.Dispatcher.Invocations.Clear();
        await _host.PostAsync(TestActivity.Message("marker").With("id", "marker"));
        await _host.Connector.NextAsync();
        Assert.Equal("marker", _host.Request.Id);
        Assert.Single(_host.Connector.All);
    }
}
