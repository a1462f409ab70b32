using System.Net;
using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>What people type and press, and where the answers go.</summary>
public sealed class ConversationTests : IAsyncLifetime
{
    private static readonly CardAction.Press Take = new("Take", "ticket.take", Arguments.Of("ticket", "12"));

    private BotUnderSlack _bot = null!;

    private static Actor Somebody { get; } = new("slack", "T1", "U1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await BotUnderSlack.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task A_fast_answer_to_a_command_is_in_its_acknowledgement()
    {
        var answer = await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "show 39181", Cancel);

        Assert.Equal("ephemeral", answer.Json!.Value.GetProperty("response_type").GetString());
        var shown = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal(_bot.Ada, shown.OnlyFor);
        Assert.Contains("Hello", shown.Words, StringComparison.Ordinal);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(
            ("show 39181", RequestKind.Message, ConversationScope.OneToOne),
            (request.Text, request.Kind, request.Conversation.Scope)
        );
        Assert.Equal((_bot.Ada.Id, _bot.Slack.Team.Id), (request.Actor.UserId, request.Actor.Tenant));
    }

    [Fact]
    public async Task A_slow_command_is_acknowledged_at_once_and_answered_by_response_url()
    {
        var late = _bot.Dispatcher.AnswerLate();

        var answer = await _bot.Dispatcher.PassTimeUntilAsync(
            _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "mine", Cancel)
        );
        Assert.Empty(answer.Body);
        late.SetResult(new BotResponse.Reply(BotUnderSlack.Card("Your tickets")));

        var shown = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal(_bot.Ada, shown.OnlyFor);
        Assert.Contains("Your tickets", shown.Words, StringComparison.Ordinal);
        Assert.Equal("Your tickets in short", shown.Text);
    }

    [Fact]
    public async Task An_empty_command_asks_for_help()
    {
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "", Cancel);

        Assert.Equal("help", Assert.Single(_bot.Dispatcher.Asked).Text);
    }

    [Fact]
    public async Task A_direct_message_is_answered_there()
    {
        await _bot.Client.SayAsync(_bot.Chat, "show &lt;39181&gt; &amp; more", cancellationToken: Cancel);

        var shown = await _bot.NextMessageAsync(_bot.Chat);
        Assert.Null(shown.OnlyFor);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(("show <39181> & more", ConversationScope.OneToOne), (request.Text, request.Conversation.Scope));
        Assert.Equal(shown.Ts, (await _bot.Dispatcher.NextShownAsync()).Result.MessageId);
    }

    [Fact]
    public async Task A_reply_also_sent_to_the_conversation_is_answered_in_its_thread()
    {
        var question = _bot.Slack.AddMessage(_bot.Chat, _bot.Ada, "Projector hums");

        await _bot.Client.BroadcastAsync(question, "my tickets", Cancel);

        Assert.Equal(question.Ts, (await _bot.NextMessageAsync(_bot.Chat)).ThreadTs);
        Assert.Equal(("my tickets", RequestKind.Message), (Assert.Single(_bot.Dispatcher.Asked).Text, _bot.Dispatcher.Asked[0].Kind));
    }

    [Fact]
    public async Task A_me_message_is_answered()
    {
        await _bot.Client.SayOfMyselfAsync(_bot.Chat, "my tickets", Cancel);

        await _bot.NextMessageAsync(_bot.Chat);
        Assert.Equal("my tickets", Assert.Single(_bot.Dispatcher.Asked).Text);
    }

    [Fact]
    public async Task Files_are_passed_on_with_the_message_text()
    {
        var file = _bot.Slack.AddFile(_bot.Ada, "projector.png", "image/png", [1, 2, 3]);

        await _bot.Client.SayAsync(_bot.Chat, "attach to 39181", files: [file], cancellationToken: Cancel);
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} attach to 39181", files: [file], cancellationToken: Cancel);

        foreach (var request in _bot.Dispatcher.Asked)
        {
            Assert.Equal(
                (Verbs.AttachFiles, "attach to 39181", "projector.png"),
                (request.Verb, request.Arguments[ArgumentNames.Text], request.Arguments[ArgumentNames.MessageFileNames])
            );
            Assert.Equal(
                [new PlatformFile(file.Id, "projector.png")],
                PlatformFile.Read(request.Arguments[ArgumentNames.MessageAttachments])
            );
        }

        Assert.Equal(2, _bot.Dispatcher.Asked.Count);
        await _bot.NextMessageAsync(_bot.Channel);
    }

    [Fact]
    public async Task A_mention_is_answered_in_its_thread_or_ephemerally_if_private()
    {
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} show 39181", cancellationToken: Cancel);
        var shown = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Null(shown.OnlyFor);
        Assert.NotNull(shown.ThreadTs);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(("show 39181", ConversationScope.Channel), (request.Text, request.Conversation.Scope));

        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Yours")) { IsPrivate = true });
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} mine", cancellationToken: Cancel);
        var own = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal((_bot.Ada, null), (own.OnlyFor, own.ThreadTs));
    }

    [Fact]
    public async Task A_private_answer_to_a_mention_in_a_thread_is_ephemeral_in_that_thread()
    {
        var question = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Projector hums");
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Yours")) { IsPrivate = true });

        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} mine", question, cancellationToken: Cancel);

        var own = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal((_bot.Ada, question.Ts), (own.OnlyFor, own.ThreadTs));
    }

    [Fact]
    public async Task A_private_answer_with_a_shared_card_goes_to_the_direct_message()
    {
        _bot.Dispatcher.Answer(
            new BotResponse.Reply(BotUnderSlack.Card("Your ticket")) { IsPrivate = true, Shared = BotUnderSlack.Card("A ticket") }
        );

        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} new projector", cancellationToken: Cancel);

        Assert.Contains("Your ticket", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_mentioned_people_are_replaced_by_their_names()
    {
        List<BotRequest> answered = [];
        _bot.Dispatcher.Accepts = request => new Accepted(
            request.Text is null
                ? request
                : request with
                {
                    Verb = "ticket.assign",
                    Arguments = Arguments.Of("assignee", request.Text.Split(' ')[^1]),
                }
        );
        _bot.Dispatcher.Answers = request =>
        {
            answered.Add(request);
            return Task.FromResult<BotResponse>(new BotResponse.Silent());
        };

        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} assign 12 to <@{_bot.Grace.Id}>", cancellationToken: Cancel);
        await _bot.Dispatcher.NextShownAsync();
        await _bot.Client.CommandAsync(
            _bot.Channel,
            BotUnderSlack.Command,
            $"<@{_bot.Grace.Id}|grace> says <@{_bot.Ada.Id}>: give 12 to <@U0NOBODY99>",
            Cancel
        );
        await _bot.Dispatcher.NextShownAsync();
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, $"<@{_bot.Ada.Id}> it hums");
        await _bot.Client.ReactAsync(message, "ticket", Cancel);
        await _bot.Dispatcher.NextShownAsync();

        Assert.Equal(("assign 12 to @Grace Hopper", "Grace Hopper"), (answered[0].Text, answered[0].Arguments["assignee"]));
        Assert.Equal(
            ("@Grace Hopper says @Ada Byron: give 12 to @U0NOBODY99", "@U0NOBODY99"),
            (answered[1].Text, answered[1].Arguments["assignee"])
        );
        Assert.Equal("@Ada Byron it hums", answered[2].Arguments[ArgumentNames.Text]);
        Assert.Single(
            _bot.Slack.Calls,
            call => call.Method == "users.info" && call.Arguments.GetRawText().Contains(_bot.Grace.Id, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_acknowledgement_does_not_wait_for_the_lookup_of_names()
    {
        var held = _bot.Slack.Faults.Hold("users.info");

        var acknowledged = await _bot.Client.SayAsync(_bot.Chat, $"assign 12 to <@{_bot.Grace.Id}>", cancellationToken: Cancel);

        Assert.True(Assert.Single(acknowledged).IsAcknowledged);
        Assert.DoesNotContain(_bot.Chat.Messages, m => m.Author is null);
        await _bot.Dispatcher.PassTimeUntilAsync(_bot.NextMessageAsync(_bot.Chat));
        held.Release();
    }

    [Fact]
    public async Task A_press_redraws_its_card()
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Ticket", Take)));
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} show 12", cancellationToken: Cancel);
        var card = await _bot.NextMessageAsync(_bot.Channel);
        _bot.Dispatcher.Answer(new BotResponse.ReplaceCard(BotUnderSlack.Card("Taken")));

        await _bot.Client.PressAsync(card, "ticket.take", cancellationToken: Cancel);

        var redrawn = await _bot.NextUpdateAsync(_bot.Channel);
        Assert.Equal(card.Ts, redrawn.Ts);
        Assert.Contains("Taken", redrawn.Words, StringComparison.Ordinal);
        var request = _bot.Dispatcher.Asked[^1];
        Assert.Equal(
            ("ticket.take", "12", card.Ts, RequestKind.CardAction),
            (request.Verb, request.Arguments["ticket"], request.MessageId, request.Kind)
        );
    }

    [Fact]
    public async Task A_press_on_an_ephemeral_card_replaces_that_card_and_counts_as_private()
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Ticket", Take)));
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "show 12", Cancel);
        var card = await _bot.NextMessageAsync(_bot.Channel);
        _bot.Dispatcher.Answer(new BotResponse.ReplaceCard(BotUnderSlack.Card("Taken")));

        await _bot.Client.PressAsync(card, "ticket.take", cancellationToken: Cancel);

        await _bot.Slack.WaitUntilAsync(
            () => _bot.Client.Messages(_bot.Channel).Any(m => m.Words.Contains("Taken", StringComparison.Ordinal)),
            "the changed card",
            cancellationToken: Cancel
        );
        Assert.Equal(ConversationScope.OneToOne, _bot.Dispatcher.Asked[^1].Conversation.Scope);
        Assert.DoesNotContain(_bot.Client.Messages(_bot.Channel), m => m.OnlyFor is null && m.Author is null);
    }

    [Fact]
    public async Task A_private_answer_to_a_press_in_a_channel_is_ephemeral()
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Ticket", Take)));
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} show 12", cancellationToken: Cancel);
        var card = await _bot.NextMessageAsync(_bot.Channel);
        _bot.Dispatcher.Answer(new BotResponse.Toast("Only technicians may take tickets."));

        await _bot.Slack.As(_bot.Grace).PressAsync(card, "ticket.take", cancellationToken: Cancel);

        var told = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal((_bot.Grace, "Only technicians may take tickets."), (told.OnlyFor, told.Text));
    }

    [Fact]
    public async Task A_private_answer_that_may_have_arrived_is_not_sent_elsewhere()
    {
        _bot.Slack.Faults.LoseAnswer(1, "chat.postEphemeral");
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Yours")) { IsPrivate = true });

        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} mine", cancellationToken: Cancel);

        var shown = await _bot.Dispatcher.NextShownAsync();
        Assert.Equal((DeliveryOutcome.Unconfirmed, _bot.Ada.Id), (shown.Result.Outcome, shown.Result.Conversation!.Conversation));
        Assert.Single(_bot.Client.Messages(_bot.Channel), message => message.OnlyFor == _bot.Ada);
        Assert.Empty(_bot.Chat.Messages);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_button_of_a_later_card_keeps_text_longer_than_its_value_may_be(bool isRedrawn, bool byChannel)
    {
        var typed = new string('ß', 3000);
        var messenger = _bot.Services.GetRequiredService<IMessenger>();
        var to = byChannel
            ? Addresses.Channel(_bot.Slack.Team.Id, _bot.Chat.Id, null)
            : Addresses.Personal(_bot.Slack.Team.Id, _bot.Ada.Id);
        var card = BotUnderSlack.Card("Not sent", new CardAction.Press("Try again", "ticket.file", Arguments.Of("text", typed)));

        if (isRedrawn)
            await messenger.UpdateAsync(to, (await messenger.SendAsync(to, BotUnderSlack.Card("Saved"), Cancel)).MessageId!, card, Cancel);
        else
            await messenger.SendAsync(to, card, Cancel);
        await _bot.Client.PressAsync(Assert.Single(_bot.Chat.Messages), "Try again", Cancel);

        Assert.Equal(typed, Assert.Single(_bot.Dispatcher.Asked).Arguments["text"]);
    }

    [Fact]
    public async Task Messages_of_bots_are_not_answered()
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Ticket", Take)));
        await _bot.Client.SayAsync(_bot.Chat, "show 12", cancellationToken: Cancel);
        var own = await _bot.NextMessageAsync(_bot.Chat);

        await _bot.Slack.EchoAsync(own, Cancel);

        Assert.Single(_bot.Dispatcher.Asked);
    }

    [Fact]
    public async Task A_retried_event_is_answered_once()
    {
        var inner = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "message",
            ["channel_type"] = "im",
            ["channel"] = _bot.Chat.Id,
            ["user"] = _bot.Ada.Id,
            ["text"] = "help",
            ["ts"] = "1790000000.000100",
        };
        var request = _bot.Slack.ComposeEvent(inner, _bot.Ada, _bot.Chat, "message.im");

        await _bot.Slack.SendAsync(request, Cancel);
        await _bot.Slack.SendAsync(request.Retry(1, "http_timeout"), Cancel);

        Assert.Single(_bot.Dispatcher.Asked);
    }

    [Fact]
    public async Task An_answer_can_be_delivered_after_a_restart()
    {
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "show 12", Cancel);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        await _bot.NextMessageAsync(_bot.Channel);
        var messenger = (IMessenger)_bot.Services.GetService(typeof(IMessenger))!;

        var fresh = await messenger.AnswerAsync(request, new BotResponse.Reply(BotUnderSlack.Card("While fresh")), Cancel);
        Assert.Equal(DeliveryOutcome.Delivered, fresh.Outcome);
        Assert.Contains("While fresh", (await _bot.NextMessageAsync(_bot.Channel)).Words, StringComparison.Ordinal);

        _bot.Time.Advance(TimeSpan.FromHours(1));
        var old = await messenger.AnswerAsync(request, new BotResponse.Reply(BotUnderSlack.Card("An hour later")), Cancel);
        Assert.Equal(_bot.Chat.Id, old.Conversation!.Conversation);
        Assert.Contains("An hour later", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_queue_tells_people_and_makes_Slack_retry_events()
    {
        var runner = _bot.Services.GetRequiredService<SlackTurnRunner>();
        var end = new TaskCompletionSource<bool>();
        var underWay = Enumerable
            .Range(0, SlackTurnRunner.Capacity)
            .Select(_ =>
                runner.TryRun(Somebody, _ => end.Task, out var outcome)
                    ? outcome
                    : throw new InvalidOperationException("The runner was busy.")
            )
            .ToList();

        var told = await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "mine", Cancel);
        Assert.Contains("I'm busy", (await _bot.NextMessageAsync(_bot.Channel)).Words, StringComparison.Ordinal);
        Assert.True(told.IsAcknowledged);
        var event_ = Assert.Single(await _bot.Client.SayAsync(_bot.Chat, "mine", cancellationToken: Cancel));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), (event_.Status, event_.ForbidsRetry));
        Assert.Equal(1, _bot.Slack.PendingRetries);

        end.SetResult(true);
        await Task.WhenAll(underWay);
        _bot.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(Assert.Single(await _bot.Slack.RetryDueAsync(Cancel)).IsAcknowledged);
        await _bot.NextMessageAsync(_bot.Chat);
    }

    [Fact]
    public async Task A_turn_that_takes_too_long_at_shutdown_is_cancelled()
    {
        var runner = _bot.Services.GetRequiredService<SlackTurnRunner>();
        var cancelled = false;
        Assert.True(
            runner.TryStart(
                Somebody,
                async token =>
                {
                    await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    cancelled = true;
                }
            )
        );

        var stopped = runner.StopAsync(Cancel);
        Assert.False(stopped.IsCompleted);
        _bot.Time.Advance(TimeSpan.FromSeconds(8));
        await stopped;

        Assert.True(cancelled);
    }

    [Fact]
    public async Task With_a_full_queue_a_stored_request_is_acknowledged_and_a_refused_one_ends()
    {
        var runner = _bot.Services.GetRequiredService<SlackTurnRunner>();
        var end = new TaskCompletionSource();
        for (var i = 0; i < SlackTurnRunner.Capacity; i++)
            Assert.True(runner.TryStart(Somebody, _ => end.Task));
        _bot.Dispatcher.Accepts = request => new Accepted(request)
        {
            Work = new WorkItem(Guid.NewGuid(), request, "7F3K2Q", _bot.Time.GetUtcNow()),
        };

        Assert.Equal("", (await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "take 12", Cancel)).Body);
        Assert.True(Assert.Single(await _bot.Client.SayAsync(_bot.Chat, "take 12", cancellationToken: Cancel)).IsAcknowledged);

        var foreign = _bot.Slack.ComposeEvent(new() { ["type"] = "app_mention" });
        foreign.Payload["team_id"] = "T0ATTACKER";
        foreign.Payload.Remove("authorizations");
        var refused = await _bot.Slack.RawAsync(foreign, SlackSignature.Valid, Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, true), (refused.Status, refused.ForbidsRetry));
        end.SetResult();
    }
}
