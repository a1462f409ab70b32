using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Work;

/// <summary>What a platform refuses goes elsewhere, or is given up where an administrator sees it. Nothing is lost silently.</summary>
public sealed class RefusedTests : DistrictTest
{
    private Conversation Channel => District.ChannelWith(TestDistrict.Technician);

    [Theory]
    [InlineData("close 39181, new lamp fitted", DeliveryOutcome.ConversationGone)]
    [InlineData("close 39181, new lamp fitted", DeliveryOutcome.Permanent)]
    [InlineData("show 39181", DeliveryOutcome.ConversationGone)]
    [InlineData("show 39181", DeliveryOutcome.Permanent)]
    [InlineData("my tickets", DeliveryOutcome.Permanent)]
    public async Task If_the_bot_may_not_post_there_the_answer_goes_once_to_the_personal_chat(string line, DeliveryOutcome outcome)
    {
        District.Messenger.Failures.Enqueue(new(outcome));

        var answer = await Channel.Types(line);
        await District.PumpAsync();
        await District.PumpAsync(later: TimeSpan.FromHours(1));

        var (what, where, card) = Assert.Single(District.Messenger.Deliveries, delivery => delivery.What == "send");
        Assert.Equal(("send", OwnChat), (what, where.Conversation.Conversation));
        Assert.Equal(answer.Card().Summary, card.Summary);
        Assert.Empty(await DeadAsync());
    }

    [Fact]
    public async Task A_form_that_cannot_be_shown_there_becomes_a_button_in_the_personal_chat()
    {
        await Refused(new BotResponse.OpenForm((await District.ChatOf(TestDistrict.Technician).Types("comment 39181")).OpenedForm()));

        var (_, where, card) = Assert.Single(District.Messenger.Deliveries, delivery => delivery.What == "send");
        Assert.Equal(OwnChat, where.Conversation.Conversation);
        Assert.Equal(Verbs.CommentTicket, Assert.Single(card.Actions.OfType<CardAction.Press>()).Verb);
    }

    [Fact]
    public async Task A_toast_that_cannot_be_shown_there_becomes_a_card_in_the_personal_chat()
    {
        await Refused(new BotResponse.Toast("Not possible."));

        var (_, where, card) = Assert.Single(District.Messenger.Deliveries, delivery => delivery.What == "send");
        Assert.Equal((OwnChat, "Not possible."), (where.Conversation.Conversation, card.Summary));
    }

    [Fact]
    public async Task An_answer_the_personal_chat_refuses_too_is_a_dead_delivery_for_administrators()
    {
        for (var refusal = 0; refusal < 2; refusal++)
            District.Messenger.Failures.Enqueue(new(DeliveryOutcome.ConversationGone));

        await Channel.Types("close 39181, new lamp fitted");
        await District.PumpAsync();

        var administrator = District.ChatOf(TestDistrict.Administrator);
        Assert.Equal(nameof(DeliveryOutcome.ConversationGone), Assert.Single(await DeadAsync()).LastOutcome.ToString());
        Assert.Contains(Texts.NextGivenUp, (await administrator.Types("status")).Everything(), StringComparison.Ordinal);
        Assert.Single((await administrator.Types("dead deliveries")).Rows());
    }

    [Fact]
    public async Task A_resent_dead_answer_goes_to_the_personal_chat()
    {
        for (var refusal = 0; refusal < 2; refusal++)
            District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Permanent));
        await Channel.Types("my tickets");
        await District.PumpAsync();

        await District.Get<IOutbox>().ResendAsync(Assert.Single(await DeadAsync()).Id, Token);
        await District.PumpAsync();

        Assert.Equal(OwnChat, Assert.Single(District.Messenger.Deliveries).Where.Conversation.Conversation);
    }

    [Theory]
    [InlineData(DeliveryOutcome.Permanent)]
    [InlineData(DeliveryOutcome.ConversationGone)]
    public async Task A_waiting_request_whose_answer_is_refused_twice_is_a_dead_delivery(DeliveryOutcome outcome)
    {
        Site.Activities.SetupSequence(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .Throws(new IncidentIqException(IncidentIqFailure.Unreachable, "no connection"))
            .Returns(Task.CompletedTask);
        await District.ChatOf(TestDistrict.Requester).Types("comment 39181 It hums.");
        for (var refusal = 0; refusal < 2; refusal++)
            District.Messenger.Failures.Enqueue(new(outcome));

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        var dead = Assert.Single(await DeadAsync());
        Assert.NotNull(dead.Reference);
        Assert.Contains(
            dead.Reference,
            (await District.ChatOf(TestDistrict.Administrator).Types("dead deliveries")).Everything(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_answer_whose_message_was_deleted_comes_as_a_new_message()
    {
        await District.ChatOf(TestDistrict.Technician).Types("39181");
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Transient, "message-1"));
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.ConversationGone));

        await (District.ChatOf(TestDistrict.Technician) with { MessageId = "message-1" }).Types("take 39181");
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Contains(District.Messenger.Deliveries, delivery => delivery.What == "send" && delivery.Card.Ticket is not null);
        Assert.Empty(await DeadAsync());
    }

    [Fact]
    public async Task A_refused_greeting_is_given_up_and_sent_to_nobody()
    {
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.ConversationGone));

        await Channel.Raises(Verbs.Welcome);
        await District.PumpAsync();

        Assert.Empty(District.Messenger.Deliveries);
        Assert.Single(await DeadAsync());
    }

    [Fact]
    public async Task A_stored_request_whose_delivery_always_throws_ends_as_a_dead_delivery()
    {
        var accepted = await District.Dispatcher.AcceptAsync(Channel.Typed("the-request", "take 39181"), Token);
        await District.Dispatcher.AnswerAsync(accepted, Token);
        District.Messenger.Fault = new InvalidOperationException();

        for (var minute = 0; minute < 90; minute++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Single(await DeadAsync());
        Assert.Empty(await District.Get<IInbox>().LeaseDueAsync(10, Token));
        Assert.InRange(District.Log.Text.Split(nameof(InvalidOperationException)).Length - 1, 1, 5);
        Assert.Contains(accepted.Work!.Reference, District.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_crashes_25_workers_in_a_row_is_reported_as_failed()
    {
        var accepted = await District.Dispatcher.AcceptAsync(Channel.Typed("the-request", "take 39181"), Token);
        for (var death = 0; death < 25; death++)
        {
            District.Time.Advance(IInbox.LeaseTime + TimeSpan.FromSeconds(1));
            await District.Get<IInbox>().LeaseDueAsync(1, Token);
        }

        await District.PumpAsync(later: IInbox.LeaseTime + TimeSpan.FromSeconds(1));

        Assert.Null(Site.Laptop.Assignee);
        Assert.Equal(Texts.FailureTitle, Assert.Single(District.Messenger.Deliveries).Card.Title);
        Assert.Equal(WorkState.Done, (await District.Get<IInbox>().FindAsync(accepted.Work!.Id, Token))!.State);
    }

    private async Task Refused(BotResponse answer)
    {
        var accepted = await District.Dispatcher.AcceptAsync(Channel.Typed("the-question", "comment 39181"), Token);
        await District.Dispatcher.ShownAsync(accepted, answer, new(DeliveryOutcome.Permanent), Token);
        await District.PumpAsync();
    }

    private string OwnChat => District.Messenger.OwnChatOf(new("test", "tenant", TestDistrict.Technician.Email!)).Conversation;

    private Task<IReadOnlyList<Delivery>> DeadAsync() => District.Get<IOutbox>().DeadAsync(10, Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
