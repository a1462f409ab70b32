using IiqBot.Core.Durability;
using IiqBot.Core.Features.Changes;
using IiqBot.Core.Later;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Work;

/// <summary>Waiting requests: whose requests may wait, which can be withdrawn, and how long they wait.</summary>
public sealed class KeptRequestTests : DistrictTest
{
    private const string SureLine = "new Projector in 204 shows no picture";

    private static readonly IncidentIqException AnswerLost = new(IncidentIqFailure.Unreachable, "POST activities")
    {
        OutcomeUnknown = true,
    };
    private static readonly IncidentIqException Down = new(IncidentIqFailure.Unreachable, "no connection");
    private static readonly IncidentIqException Broken = new(IncidentIqFailure.ServerFailed, "500")
    {
        StatusCode = 500,
        OutcomeUnknown = true,
    };

    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    private Outage Outage => District.Get<Outage>();

    [Fact]
    public async Task A_comment_whose_answer_was_lost_cannot_be_withdrawn()
    {
        Comments(AnswerLost);
        var waiting = await Chat.Types("comment 39181 hello");

        var answer = await Chat.Presses(waiting.Button(Texts.ActionWithdraw));

        Assert.Equal(Texts.WithdrawSentOther, answer.Card().Summary);
    }

    [Fact]
    public async Task A_waiting_comment_that_was_never_tried_can_be_withdrawn_and_is_not_sent()
    {
        Outage.Failed();
        var waiting = await Chat.Types("comment 39181 hello");

        var answer = await Chat.Presses(waiting.Button(Texts.ActionWithdraw));
        await District.PumpAsync(later: TimeSpan.FromDays(1));

        Assert.Contains("won't be sent", answer.Card().Summary, StringComparison.Ordinal);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task A_request_being_retried_is_not_shown_as_sent_and_can_be_withdrawn_later()
    {
        Outage.Failed();
        var waiting = await Chat.Types(SureLine);
        District.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(await District.Get<IInbox>().LeaseDueAsync(1, TestContext.Current.CancellationToken));

        var busy = await Chat.Presses(waiting.Button(Texts.ActionWithdraw));
        Assert.Equal(Texts.WithdrawBusy, busy.Card().Summary);

        District.Time.Advance(IInbox.LeaseTime);
        Assert.Contains("won't be sent", (await Chat.Presses(busy.Button(Texts.ActionWithdraw))).Card().Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_notice_that_was_delivered_late_still_becomes_the_answer()
    {
        Outage.Failed();
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.RateLimited));
        await Chat.Types("comment 39181 hello");
        District.Time.Advance(TimeSpan.FromSeconds(10));
        await District.Get<OutboxPump>().PumpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Texts.WaitingTitle, Assert.Single(District.Messenger.Messages).Value.Title);

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Single(Site.Comments);
        Assert.NotEqual(Texts.WaitingTitle, Assert.Single(District.Messenger.Messages).Value.Title);
    }

    [Fact]
    public async Task A_waiting_notice_is_not_sent_once_the_answer_exists()
    {
        Outage.Failed();
        District.Messenger.Failures.Enqueue(new(DeliveryOutcome.RateLimited, RetryAfter: TimeSpan.FromHours(1)));
        await Chat.Types("comment 39181 hello");
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));
        await District.PumpAsync(later: TimeSpan.FromHours(2));

        Assert.NotEqual(Texts.WaitingTitle, Assert.Single(District.Messenger.Messages).Value.Title);
    }

    [Fact]
    public async Task A_comment_cannot_be_withdrawn_once_a_retry_has_tried_to_send_it()
    {
        Outage.Failed();
        var waiting = await Chat.Types("comment 39181 hello");
        Comments(AnswerLost);
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Equal(Texts.WithdrawSentOther, (await Chat.Presses(waiting.Button(Texts.ActionWithdraw))).Card().Summary);
    }

    [Fact]
    public async Task A_request_of_a_remembered_person_waits_until_the_lookup_works()
    {
        await Chat.Types("who am i");
        Emails(Down);

        Assert.Equal(Texts.WaitingTitle, (await Chat.Types(SureLine)).Card().Title);
        Assert.Equal(Texts.WaitingTitle, (await Chat.Types("note 39181 spare part ordered")).Card().Title);
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Empty(Site.Created);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task A_saved_request_of_a_remembered_person_runs_with_their_current_rights()
    {
        await Chat.Types("who am i");
        Emails(Down);
        await Chat.Types("note 39181 spare part ordered");
        for (var round = 0; round < 3; round++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(1));
        Site.Accounts[Site.Accounts.IndexOf(TestDistrict.Technician)] = TestDistrict.Technician with { Role = UserRole.Faculty };

        Emails(null);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Empty(Site.Comments);
        Assert.Equal(Texts.RefusedTitle, District.Messenger.Messages["message-2"].Title);
    }

    [Fact]
    public async Task A_form_for_a_remembered_person_reads_no_ticket()
    {
        await Chat.Types("who am i");
        Emails(Down);
        Site.Tickets.Invocations.Clear();

        Assert.NotNull((await Chat.Types("comment 39181")).OpenedForm());
        Assert.NotNull((await Chat.Types("new")).OpenedForm());
        Assert.Empty(Site.Tickets.Invocations);
    }

    [Fact]
    public async Task A_comment_that_keeps_failing_is_returned_with_its_text_after_three_days()
    {
        Comments(Down);
        await Chat.Types("comment 39181 The lamp flickers.");
        await WaitAsync(TimeSpan.FromHours(71));
        Assert.Equal(Texts.WaitingTitle, Assert.Single(District.Messenger.Messages).Value.Title);

        await WaitAsync(TimeSpan.FromHours(2));

        var card = Assert.Single(District.Messenger.Messages).Value;
        Assert.Equal(Texts.FailureTitle, card.Title);
        Assert.Contains("The lamp flickers.", card.Body.OfType<CardElement.Paragraph>().Select(paragraph => paragraph.Text));
        Assert.Equal(AuditOutcome.Unknown, (await AuditAsync()).Single().Outcome);
        Assert.Contains(Texts.WaitingNone, (await Chat.Types("waiting")).Everything(), StringComparison.Ordinal);

        Comments(null);
        await Chat.Presses(card.Actions.OfType<CardAction.Press>().First());
        await WaitAsync(TimeSpan.FromHours(1));
        Assert.Equal("The lamp flickers.", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_returned_text_too_long_for_a_button_is_shown_whole_and_not_sent_cut()
    {
        var text = new string('x', 3000);
        Comments(Down);
        await Chat.Types($"note 39181 {text}");
        await WaitAsync(RequestOutcomes.LongestWait + TimeSpan.FromHours(1));
        Comments(null);

        var card = Assert.Single(District.Messenger.Messages).Value;
        var form = (await Chat.Presses(card.Actions.OfType<CardAction.Press>().First())).OpenedForm();

        Assert.Contains(text, card.Body.OfType<CardElement.Paragraph>().Select(paragraph => paragraph.Text));
        Assert.Equal(CommentTicket.Private, form.Filled[CommentTicket.Visibility]);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task A_saved_comment_reports_no_changes_to_a_person_who_saw_no_card()
    {
        Comments(Down);
        await Chat.Types("comment 39181 hello");
        District.Time.Advance(TimeSpan.FromSeconds(10));
        Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, TestDistrict.Colleague, "Waiting");
        Comments(null);

        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Single(Assert.Single(District.Messenger.Messages).Value.Body.OfType<CardElement.Notice>());
    }

    [Fact]
    public async Task A_filing_that_was_never_sent_is_returned_and_can_be_sent_again()
    {
        Creates(Down);
        var form = (await Chat.Types("new")).OpenedForm();
        await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."));
        await WaitAsync(RequestOutcomes.LongestWait + TimeSpan.FromHours(1));
        var card = Assert.Single(District.Messenger.Messages).Value;
        Assert.StartsWith(Texts.WaitingGivenBack.With(72, "")[..60], card.NoticeText(), StringComparison.Ordinal);
        Assert.Equal(AuditOutcome.Failed, (await AuditAsync()).Single().Outcome);

        Creates(null);
        var again = (await Chat.Presses(card.Actions.OfType<CardAction.Press>().First())).OpenedForm();
        await Chat.Sends(again);
        await WaitAsync(TimeSpan.FromHours(1));

        Assert.StartsWith("It fell.", Assert.Single(Site.Created).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filing_that_may_have_succeeded_is_searched_for_before_it_is_sent_again()
    {
        Site.Tickets.Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .Returns(
                (NewTicket ticket, CancellationToken _) =>
                {
                    Site.Create(ticket);
                    return Task.FromException<Ticket>(AnswerLost);
                }
            );
        await Chat.Types(SureLine);
        Emails(Down);
        await WaitAsync(RequestOutcomes.LongestWait + TimeSpan.FromHours(1));
        var card = Assert.Single(District.Messenger.Messages).Value;
        Emails(null);

        await Chat.Presses(card.Actions.OfType<CardAction.Press>().First());
        await WaitAsync(TimeSpan.FromHours(1));

        Assert.Single(Site.Created);
        Assert.Equal(Texts.Filed.With("40001"), District.Messenger.Messages["message-2"].NoticeText());
    }

    [Fact]
    public async Task A_request_that_always_gets_a_500_does_not_make_others_wait()
    {
        Comments(Broken);
        await Chat.Types("comment 39181 The one.");
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        var answer = await District.ChatOf(TestDistrict.Requester).Types(SureLine);

        Assert.False(Outage.IsOn);
        Assert.NotNull(answer.Card().Ticket);
    }

    [Fact]
    public async Task A_refused_request_does_not_end_an_outage()
    {
        await Chat.Types("who am i");
        await District.ChatOf(TestDistrict.Requester).Types("who am i");
        Outage.Failed();

        await District.ChatOf(TestDistrict.Requester).Types("take 39181");

        Assert.True(Outage.IsOn);
    }

    [Fact]
    public async Task The_audit_log_names_person_and_ticket_even_of_failed_and_refused_requests()
    {
        Site.Tickets.SetupSequence(t =>
                t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>())
            )
            .Throws(new IncidentIqException(IncidentIqFailure.NotPermitted, "POST assign"))
            .Throws(new IncidentIqException(IncidentIqFailure.TimedOut, "POST assign") { OutcomeUnknown = true });
        await Chat.Types("take 39181");
        await Chat.Types("take 39181");
        Site.Holds(Site.Laptop with { IsClosed = true });
        await District.ChannelWith(TestDistrict.Technician).Types("take 39181");

        var entries = await AuditAsync();

        Assert.Equal([AuditOutcome.Failed, AuditOutcome.Unknown, AuditOutcome.Refused], entries.Select(entry => entry.Outcome));
        Assert.All(entries, entry => Assert.Equal((TestDistrict.Technician.Id, TestDistrict.Laptop.Id), (entry.PersonId, entry.TicketId)));
    }

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync() =>
        await District
            .Get<IAuditLog>()
            .ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

    private async Task WaitAsync(TimeSpan time)
    {
        for (var hour = 0; hour < time.TotalHours; hour++)
            await District.PumpAsync(later: TimeSpan.FromHours(1));
    }

    private void Emails(Exception? failure) =>
        Site
            .Lookups.Setup(l => l.UserByEmailAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string email, CancellationToken _) =>
                    failure is null ? Task.FromResult(Site.Accounts.Find(user => user.Email == email)) : Task.FromException<User?>(failure)
            );

    private void Creates(Exception? failure) =>
        Site
            .Tickets.Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .Returns(
                (NewTicket ticket, CancellationToken _) =>
                    failure is null ? Task.FromResult(Site.Create(ticket)) : Task.FromException<Ticket>(failure)
            );

    private void Comments(Exception? failure) =>
        Site
            .Activities.Setup(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid _, NewComment comment, CancellationToken _) =>
                {
                    if (failure is null)
                        Site.Comments.Add(comment);
                    return failure is null ? Task.CompletedTask : Task.FromException(failure);
                }
            );
}
