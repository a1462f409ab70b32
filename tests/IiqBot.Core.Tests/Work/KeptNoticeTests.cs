using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Work;

/// <summary>
/// The notice that a request waits is sent once, whichever way it is sent, and becomes the answer if the platform can redraw it.
/// </summary>
public sealed class KeptNoticeTests : DistrictTest
{
    private const string Line = "comment 39181 hello";

    private static readonly IncidentIqException Down = new(IncidentIqFailure.Unreachable, "no connection");

    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData(DeliveryOutcome.Delivered)] // in an ephemeral message, which cannot be redrawn
    [InlineData(DeliveryOutcome.Permanent)]
    [InlineData(DeliveryOutcome.ConversationGone)]
    public async Task A_notice_that_was_delivered_or_refused_is_not_repeated(DeliveryOutcome outcome)
    {
        IsReachable(false);
        District.Messenger.Failures.Enqueue(new(outcome));
        await Chat.Types(Line);

        await OutageGoesOnAsync(minutes: 30);
        Assert.Empty(District.Messenger.Deliveries);
        IsReachable(true);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Single(Site.Comments);
        Assert.NotNull(Assert.Single(District.Messenger.Deliveries).Card.Ticket);
    }

    [Fact]
    public async Task A_rate_limited_notice_is_sent_once_later_and_becomes_the_answer()
    {
        IsReachable(false);
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.RateLimited, RetryAfter: TimeSpan.FromMinutes(10)));
        await Chat.Types(Line);

        await OutageGoesOnAsync(minutes: 8);
        Assert.Empty(District.Messenger.Deliveries);
        await OutageGoesOnAsync(minutes: 8);
        Assert.Equal(Texts.WaitingTitle, Assert.Single(District.Messenger.Deliveries).Card.Title);
        IsReachable(true);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.NotNull(Assert.Single(District.Messenger.Messages).Value.Ticket);
    }

    [Fact]
    public async Task After_a_crash_before_the_notice_another_worker_sends_it_once()
    {
        IsReachable(false);
        var accepted = await District.Dispatcher.AcceptAsync(Chat.Typed("the-request", Line), TestContext.Current.CancellationToken);
        await District.Dispatcher.AnswerAsync(accepted, TestContext.Current.CancellationToken);

        await OutageGoesOnAsync(minutes: 10);

        Assert.Equal(Texts.WaitingTitle, Assert.Single(District.Messenger.Deliveries).Card.Title);
    }

    [Fact]
    public async Task After_a_saved_form_runs_the_card_below_it_is_redrawn_too()
    {
        await Chat.Types("show 39181");
        var pressed = Chat with { MessageId = "message-1" };
        IsReachable(false);
        await pressed.Sends(
            Verbs.CommentTicket,
            Arguments.Of(TicketArguments.Ticket, TestDistrict.Laptop.Id.ToString()).With(ArgumentNames.Text, "hello")
        );
        Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, TestDistrict.Colleague, "Waiting");
        IsReachable(true);

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Single(Site.Comments);
        Assert.Equal(["message-1", "message-2"], District.Messenger.Messages.Keys.Order());
        var redrawn = District
            .Messenger.Deliveries.Where(delivery => delivery.What == "update")
            .Select(delivery => delivery.Where.MessageId);
        Assert.Equal(["message-1", "message-2"], redrawn.Order());
    }

    // While Incident IQ is unreachable, each retry fails again.
    private async Task OutageGoesOnAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(1));
    }

    private void IsReachable(bool isReachable) =>
        Site
            .Activities.Setup(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid _, NewComment comment, CancellationToken _) =>
                {
                    if (isReachable)
                        Site.Comments.Add(comment);
                    return isReachable ? Task.CompletedTask : Task.FromException(Down);
                }
            );
}
