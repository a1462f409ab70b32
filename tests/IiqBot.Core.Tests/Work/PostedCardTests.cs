using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Work;

/// <summary>Every posted card of a ticket shows the ticket as it is now, as far as its readers may see it.</summary>
public sealed class PostedCardTests : DistrictTest
{
    [Fact]
    public async Task A_change_redraws_the_other_cards_of_the_ticket_newest_first()
    {
        await District.ChannelWith(TestDistrict.Colleague).Types("39181");
        District.Time.Advance(TimeSpan.FromSeconds(1));
        await District.ChatOf(TestDistrict.Follower).Types("39181");
        District.Messenger.Deliveries.Clear();

        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        await District.PumpAsync();

        Assert.Equal(
            [("answer", "message-3"), ("update", "message-2"), ("update", "message-1")],
            District.Messenger.Deliveries.Select(d => (d.What, d.Where.MessageId))
        );
        Assert.All(
            District.Messenger.Messages.Values,
            card => Assert.Contains(TestDistrict.InProgress.Name, card.Summary, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_redrawn_card_says_who_changed_the_ticket()
    {
        await District.ChatOf(TestDistrict.Requester).Types("39181");

        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        await District.PumpAsync();

        Assert.Contains(TestDistrict.Technician.Name, District.Messenger.Messages["message-1"].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unconfirmed_answer_is_posted_again_only_if_the_request_changed_something()
    {
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Unconfirmed));
        await District.ChatOf(TestDistrict.Follower).Types("39181");
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));
        Assert.Empty(District.Messenger.Deliveries);

        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Unconfirmed));
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));
        Assert.Contains("in progress", Assert.Single(District.Messenger.Deliveries).Card.Summary, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_redrawn_card_in_a_channel_still_shows_no_private_details()
    {
        await District.ChannelWith(TestDistrict.Colleague).Types("39181");

        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        await District.PumpAsync();

        var card = District.Messenger.Messages["message-1"];
        Assert.All(
            TestDistrict.Secrets,
            secret => Assert.DoesNotContain(secret, card.ToString() + string.Join(' ', card.Body), StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_person_who_lost_access_no_longer_sees_the_ticket_on_their_card()
    {
        await District.ChatOf(TestDistrict.Follower).Types("39181");
        Site.Holds(Site.Laptop with { FollowerIds = [] });

        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        await District.PumpAsync();

        Assert.Equal(Texts.TicketGoneTitle, District.Messenger.Messages["message-1"].Title);
    }

    [Fact]
    public async Task A_message_that_now_shows_something_else_is_not_redrawn()
    {
        var card = await District.ChatOf(TestDistrict.Requester).Types("39181");
        var list = await District.ChatOf(TestDistrict.Requester).Types("my tickets");
        await (District.ChatOf(TestDistrict.Requester) with { MessageId = "message-1" }).Presses(
            Verbs.MyTickets,
            Arguments.None.With("page", 0)
        );
        District.Messenger.Deliveries.Clear();

        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        await District.PumpAsync();

        Assert.NotNull(card.Card().Ticket);
        Assert.DoesNotContain(District.Messenger.Deliveries, d => d.Where.MessageId == "message-1");
    }

    [Fact]
    public async Task A_deleted_message_is_forgotten_and_not_replaced()
    {
        await District.ChatOf(TestDistrict.Follower).Types("39181");
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.ConversationGone));

        await District.PumpAsync();
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to waiting on vendor");
        await District.PumpAsync();

        Assert.DoesNotContain(District.Messenger.Deliveries, d => d is { What: "update", Where.MessageId: "message-1" });
        Assert.Empty(await Outbox.DeadAsync(10, Token));
    }

    [Theory]
    [InlineData(DeliveryOutcome.Transient)]
    [InlineData(DeliveryOutcome.RateLimited)]
    public async Task A_delivery_that_fails_temporarily_is_retried(DeliveryOutcome outcome)
    {
        await District.ChatOf(TestDistrict.Requester).Types("39181");
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        for (var failure = 0; failure < 3; failure++)
            District.Messenger.Failures.Enqueue(new(outcome));

        for (var round = 0; round < 4; round++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(10));

        Assert.Contains(TestDistrict.InProgress.Name, District.Messenger.Messages["message-1"].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_keeps_failing_is_dropped_and_an_administrator_can_resend_it()
    {
        await District.ChatOf(TestDistrict.Requester).Types("39181");
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to in progress");
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Permanent));
        await District.PumpAsync();
        var admin = District.ChatOf(TestDistrict.Administrator);

        var dead = await admin.Types("dead deliveries");
        Assert.Contains(nameof(DeliveryOutcome.Permanent), dead.Everything(), StringComparison.Ordinal);
        await admin.Presses(dead.Card().Actions.OfType<CardAction.Press>().First());
        await District.PumpAsync();

        Assert.Contains(TestDistrict.InProgress.Name, District.Messenger.Messages["message-1"].Summary, StringComparison.Ordinal);
        Assert.Empty(await Outbox.DeadAsync(10, Token));
    }

    [Fact]
    public async Task An_undelivered_answer_comes_later_and_a_private_one_only_in_a_personal_chat()
    {
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Transient));
        await District.ChatOf(TestDistrict.Requester).Types("39181");
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.Transient));
        await District.ChannelWith(TestDistrict.Requester).Types("my tickets");

        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Equal(2, District.Messenger.Deliveries.Count);
        Assert.All(District.Messenger.Deliveries, delivery => Assert.Equal(ConversationScope.OneToOne, delivery.Where.Conversation.Scope));
        Assert.Contains(District.Messenger.Deliveries, delivery => delivery.Card.Ticket?.TicketId == TestDistrict.Laptop.Id);
    }

    [Fact]
    public async Task A_new_tickets_card_is_redrawn_after_a_rule_changed_the_ticket()
    {
        await District.ChatOf(TestDistrict.Requester).Types("new Projector in 204 shows no picture");
        RuleAssigns();

        await District.PumpAsync(later: TimeSpan.FromSeconds(6));

        Assert.Contains("is filed", District.Messenger.Messages["message-1"].Summary, StringComparison.Ordinal);
        Assert.Contains(
            TestDistrict.Network.Name,
            District
                .Messenger.Messages["message-1"]
                .Body.OfType<CardElement.Facts>()
                .SelectMany(facts => facts.Items)
                .Select(fact => fact.Value)
        );
    }

    [Fact]
    public async Task A_new_tickets_card_is_not_redrawn_if_no_rule_changed_the_ticket()
    {
        await District.ChatOf(TestDistrict.Requester).Types("new Projector in 204 shows no picture");

        await District.PumpAsync(later: TimeSpan.FromSeconds(6));

        Assert.DoesNotContain(District.Messenger.Deliveries, d => d.What == "update");
    }

    [Fact]
    public async Task The_redraw_after_filing_does_not_remove_an_undo_button()
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        var card = await chat.Types("new Projector in 204 shows no picture");
        District.Time.Advance(TimeSpan.FromSeconds(2));
        await (chat with { MessageId = "message-1" }).Presses(card.Button(Texts.ActionTake));

        await District.PumpAsync(later: TimeSpan.FromSeconds(6));

        Assert.Contains(Texts.ActionUndo, District.Messenger.Messages["message-1"].Actions.Select(action => action.Label));
    }

    [Fact]
    public async Task An_abandoned_form_is_replaced_by_the_current_card_after_30_minutes()
    {
        var technician = District.ChatOf(TestDistrict.Technician);
        var card = await technician.Types("39181");
        await (technician with { MessageId = "message-1" }).Presses(card.Button(Texts.ActionComment));
        await District.ChatOf(TestDistrict.Colleague).Types("move 39181 to in progress");
        await District.PumpAsync(later: TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(District.Messenger.Deliveries, d => d is { What: "update", Where.MessageId: "message-1" });

        await District.PumpAsync(later: TimeSpan.FromMinutes(11));
        Assert.Contains(TestDistrict.InProgress.Name, District.Messenger.Messages["message-1"].Summary, StringComparison.Ordinal);

        await District.ChatOf(TestDistrict.Colleague).Types("move 39181 to waiting on vendor");
        await District.PumpAsync();
        Assert.Contains(TestDistrict.Waiting.Name, District.Messenger.Messages["message-1"].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submitted_form_is_not_redrawn_later()
    {
        var technician = District.ChatOf(TestDistrict.Technician) with { MessageId = "message-1" };
        var card = await District.ChatOf(TestDistrict.Technician).Types("39181");
        var form = (await technician.Presses(card.Button(Texts.ActionComment))).OpenedForm();
        await technician.Sends(form, ("text", "On my way."));
        District.Messenger.Deliveries.Clear();

        await District.PumpAsync(later: TimeSpan.FromMinutes(31));

        Assert.Empty(District.Messenger.Deliveries);
    }

    [Fact]
    public async Task The_redraw_after_filing_does_not_replace_an_open_form()
    {
        var requester = District.ChatOf(TestDistrict.Requester);
        var card = await requester.Types("new Projector in 204 shows no picture");
        await (requester with { MessageId = "message-1" }).Presses(card.Button(Texts.ActionComment));
        RuleAssigns();

        await District.PumpAsync(later: TimeSpan.FromSeconds(6));

        Assert.DoesNotContain(District.Messenger.Deliveries, d => d.What == "update");
    }

    private void RuleAssigns() =>
        Site.Changes(
            Site.All.MaxBy(ticket => ticket.Created)! with
            {
                Team = new(TestDistrict.Network.Id, TestDistrict.Network.Name),
            },
            null,
            "Route to Network",
            ActivityKind.Rule
        );

    private IOutbox Outbox => District.Get<IOutbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
