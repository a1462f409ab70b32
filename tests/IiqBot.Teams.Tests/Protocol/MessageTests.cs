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
    public async Task A_message_becomes_a_request_of_the_person_who_sent_it()
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
    public async Task What_can_neither_be_stored_nor_be_said_is_not_acknowledged()
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
    public async Task A_person_without_an_Entra_id_is_known_by_the_channels_id()
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
    public async Task In_a_channel_the_answer_stands_in_the_thread()
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
    public async Task Others_read_along_where_the_type_of_conversation_is_new()
    {
        await _host.PostAsync(TestActivity.Mention("help", "somethingNew"));

        await _host.Connector.NextAsync();
        Assert.Equal(ConversationScope.Channel, _host.Request.Conversation.Scope);
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("groupChat")]
    public async Task What_people_say_to_each_other_is_none_of_the_bots_business(string conversationType)
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
    public async Task Activities_that_ask_for_nothing_get_nothing(string type)
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
    public async Task What_is_neither_words_nor_a_file_is_answered_with_a_hint()
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
    public async Task In_ones_own_chat_nothing_that_was_sent_is_met_with_silence(string attachments)
    {
        await _host.PostAsync(TestActivity.Message("").With("attachments", JsonNode.Parse(attachments)));

        Assert.Equal(Texts.UnreadableTitle, (await _host.Connector.NextAsync()).CardTitle);
    }

    [Fact]
    public async Task Words_that_are_only_in_the_HTML_are_read()
    {
        await _host.PostAsync(
            TestActivity.Message("").WithHtml("""<div><a href="https://district-my.sharepoint.com/x">photo.jpg</a></div>""")
        );
        await _host.Connector.NextAsync();

        Assert.Equal("photo.jpg (https://district-my.sharepoint.com/x)", _host.Request.Text);
    }

    [Fact]
    public async Task Words_before_the_mention_are_told_from_those_behind_it()
    {
        await _host.PostAsync(TestActivity.Mention("x", "channel").With("text", "fyi <at>IiqBot</at>, my tickets"));
        await _host.Connector.NextAsync();

        Assert.Equal(("fyi my tickets", "my tickets"), (_host.Request.Text, _host.Request.TextBehindName));
    }

    [Fact]
    public async Task A_picked_emoji_is_no_file()
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
    public async Task People_who_flood_their_own_chats_hold_up_nobody_else()
    {
        for (var guest = 0; guest < 33; guest++)
        {
            // More than one conversation may be sent in a second, so that the rest waits for time to pass, which it does not.
            for (var i = 0; i < 10; i++)
                await _host.PostAsync(TestActivity.MessageOf($"guest-{guest}").With("id", $"{guest}-{i}"));
        }

        await _host.PostAsync(TestActivity.MessageOf("third"));

        while (!(await _host.Connector.NextAsync()).Line.Contains("a:third", StringComparison.Ordinal)) { }
    }

    [Fact]
    public async Task Of_one_person_no_more_is_taken_on_than_a_share()
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
        Assert.DoesNotContain(_host.Dispatcher.Requests(), request => request.Id == "one more"); // and not stored either
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(TestActivity.MessageOf("third"))).StatusCode);

        answer.SetResult(new BotResponse.Reply(TeamsHost.Card("Late")));
        for (var i = 0; i <= TeamsTurnRunner.MostOfOne; i++)
            await _host.Connector.NextAsync();
        while ((await _host.PostAsync(TestActivity.MessageOf("flood").With("id", "again"))).StatusCode != HttpStatusCode.OK) { }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_kept_when_it_is_known_who_sent_it(bool isKnown)
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
    public async Task A_mention_alone_is_a_question_too()
    {
        await _host.PostAsync(TestActivity.Mention("", "channel"));
        await _host.Connector.NextAsync();

        Assert.Equal("", _host.Request.Text);
    }

    [Fact]
    public async Task A_button_of_an_old_client_comes_as_a_message_with_a_value()
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
    public async Task A_value_without_a_verb_is_a_button_that_nobody_knows(string value, string? ticket)
    {
        _host.Answers(new BotResponse.Reply(TeamsHost.Card("Not understood")));
        await _host.PostAsync(TestActivity.Message(null).With("value", JsonNode.Parse(value)));

        Assert.Equal("Not understood", (await _host.Connector.NextAsync()).CardTitle);
        Assert.Equal((RequestKind.CardAction, "", ticket), (_host.Request.Kind, _host.Request.Verb, _host.Request.Arguments["ticket"]));
    }

    [Fact]
    public async Task A_value_that_is_null_is_none()
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
    public async Task A_form_asked_for_where_others_read_is_a_button_with_what_was_typed_alone()
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
    public async Task A_toast_is_a_plain_line_and_silence_is_silence()
    {
        _host.Answers(new BotResponse.Silent());
        await _host.PostAsync(TestActivity.Message("quiet"));
        _host.Answers(new BotResponse.Toast("Noted."));
        await _host.PostAsync(TestActivity.Message("note"));

        Assert.Equal("Noted.", (await _host.Connector.NextAsync()).Text);
    }

    [Fact]
    public async Task Replies_that_are_expected_in_the_answer_stand_there_and_nowhere_else()
    {
        using var response = await _host.PostAsync(TestActivity.Message().With("deliveryMode", "expectReplies"));

        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("Hello", body.GetProperty("activities")[0].GetProperty("summary").GetString());
        Assert.Empty(_host.Connector.All);
    }

    [Fact]
    public async Task A_full_runner_is_answered_503_and_nothing_that_was_taken_is_lost()
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
    public async Task At_shutdown_the_turns_that_were_taken_are_finished()
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
    public async Task At_shutdown_what_takes_too_long_is_handed_back()
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
    public async Task A_dispatcher_that_breaks_its_promise_ends_nothing_but_its_turn()
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

    /// <summary>Posts something that is answered, and makes sure that nothing was sent before it.</summary>
    private async Task AssertNothingCameBeforeAsync()
    {
        _host.Dispatcher.Invocations.Clear();
        await _host.PostAsync(TestActivity.Message("marker").With("id", "marker"));
        await _host.Connector.NextAsync();
        Assert.Equal("marker", _host.Request.Id);
        Assert.Single(_host.Connector.All);
    }
}
