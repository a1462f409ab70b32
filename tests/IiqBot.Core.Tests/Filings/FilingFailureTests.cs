using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Requests;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Filings;

/// <summary>Incident IQ's create has no idempotency key: whatever breaks, a ticket is filed once and not lost.</summary>
public sealed class FilingFailureTests : DistrictTest
{
    private const string SureLine = "new Projector in 204 shows no picture";

    private static readonly IncidentIqException AnswerLost = new(IncidentIqFailure.Unreachable, "POST tickets/new") { OutcomeUnknown = true };
    private static readonly IncidentIqException Refused = new(IncidentIqFailure.ServerFailed, "POST tickets/new: 503");

    private int _sent;

    private Conversation Chat => District.ChatOf(TestDistrict.Requester);

    [Fact]
    public async Task After_an_unknown_outcome_the_reference_is_kept_and_told()
    {
        Creates((_, _) => throw AnswerLost);

        var answer = await Chat.Types(SureLine);

        Assert.Equal(Texts.FilingUnconfirmedTitle, answer.Card().Title);
        var reference = Assert.Single(answer.Card().Actions.OfType<CardAction.Press>()).Arguments[ContinueFiling.Reference]!;
        Assert.Contains(reference, answer.Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_was_filed_although_its_answer_was_lost_is_found_and_not_filed_again()
    {
        Creates((ticket, _) =>
        {
            Site.Create(ticket);
            throw AnswerLost;
        });
        var unconfirmed = await Chat.Types(SureLine);

        var found = await Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));

        Assert.IsType<BotResponse.ReplaceCard>(found);
        Assert.Equal(Texts.Filed.With("40001"), found.Notice());
        Assert.Equal(TestDistrict.Requester.Id, Site[found.Card().Ticket!.TicketId].Owner?.Id);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_ticket_that_does_not_turn_up_is_filed_again_only_after_the_settle_time()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw AnswerLost : Site.Create(ticket));
        var unconfirmed = await Chat.Types(SureLine);

        District.Time.Advance(FilingDesk.SettleTime - TimeSpan.FromSeconds(1));
        unconfirmed = await Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));
        Assert.Equal((Texts.FilingUnconfirmedTitle, 1), (unconfirmed.Card().Title, _sent));

        District.Time.Advance(TimeSpan.FromSeconds(1));
        var filed = await Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));
        Assert.Equal((Texts.Filed.With("40001"), 2), (filed.Notice(), _sent));

        Assert.Equal(Texts.Filed.With("40001"), (await Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling))).Notice());
        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task The_second_attempt_bears_the_same_reference_and_has_a_settle_time_of_its_own()
    {
        Creates((_, _) => throw AnswerLost);
        var unconfirmed = await Chat.Types(SureLine);
        District.Time.Advance(FilingDesk.SettleTime);
        await Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));

        District.Time.Advance(TimeSpan.FromSeconds(5));
        await Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));

        Assert.Equal(2, _sent);
        Assert.Single(References().Distinct());
    }

    [Fact]
    public async Task Two_presses_at_once_after_the_settle_time_file_once()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw AnswerLost : Site.Create(ticket));
        var unconfirmed = await Chat.Types(SureLine);
        District.Time.Advance(FilingDesk.SettleTime);
        var (isLooking, mayFinish) = (new TaskCompletionSource(), new TaskCompletionSource());

        // Answered without a pause, so that the second press has come as far as it can when it returns to this test.
        Site.Lookups.Setup(l => l.UserByEmailAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(TestDistrict.Requester);
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            isLooking.TrySetResult();
            await mayFinish.Task;
            return new Page<Ticket>([], 0, 0, 25);
        });

        var first = Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));
        await isLooking.Task;
        var second = Chat.Presses(unconfirmed.Button(Texts.ActionCheckFiling));
        mayFinish.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task A_create_that_outlasts_the_budget_is_unconfirmed()
    {
        var isSent = new TaskCompletionSource();
        Site.Tickets.Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .Returns(async (NewTicket _, CancellationToken token) => await Hang<Ticket>(isSent, token));

        var answer = Chat.Types(SureLine);
        await isSent.Task;
        District.Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal(Texts.FilingUnconfirmedTitle, (await answer).Card().Title);
    }

    [Fact]
    public async Task What_was_refused_for_certain_can_be_tried_again_at_once()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw Refused : Site.Create(ticket));
        var failed = await Chat.Types(SureLine);

        var filed = await Chat.Presses(failed.Button(Texts.ActionTryAgain));

        Assert.Equal(Texts.Filed.With("40001"), filed.Notice());
        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_form_that_was_refused_for_certain_can_be_sent_again_at_once()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw Refused : Site.Create(ticket));
        var form = (await Chat.Types("new")).OpenedForm();

        var again = (await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."))).FormAgain();
        var filed = await Chat.Sends(again);

        Assert.Equal(Texts.Filed.With("40001"), filed.Notice());
        Assert.Equal(TestDistrict.Cracked, Assert.Single(Site.Created).Issue);
    }

    [Fact]
    public async Task A_filing_whose_submitter_could_not_be_set_is_shown_and_can_be_finished()
    {
        Site.Tickets.SetupSequence(t => t.SetOwnerAndRequesterAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.ServerFailed, "POST owner"))
            .Returns(Task.CompletedTask);

        var unfinished = await Chat.Types(SureLine);
        Assert.Equal([Texts.Filed.With("40001"), Texts.FiledOwnerMissing], unfinished.Notices());
        var finished = await Chat.Presses(unfinished.Button(Texts.ActionFinishFiling));

        Assert.Equal([Texts.Filed.With("40001")], finished.Notices());
        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_filing_whose_submitter_took_too_long_to_set_is_shown_as_filed()
    {
        var isAsked = new TaskCompletionSource();
        Site.Tickets.Setup(t => t.SetOwnerAndRequesterAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns(async (Guid _, Guid _, Guid _, CancellationToken token) => await Hang<bool>(isAsked, token));

        var answer = Chat.Types(SureLine);
        await isAsked.Task;
        District.Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Contains("40001", (await answer).Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain(Texts.ActionTryAgain, (await answer).Labels());
    }

    [Fact]
    public async Task What_fails_after_the_ticket_was_filed_does_not_file_it_again()
    {
        Site.Lookups.Setup(l => l.PrioritiesAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET priorities"));
        var form = (await Chat.Types("new")).OpenedForm();
        var arguments = Conversation.Filled(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."));

        await Chat.Sends(form.Verb, arguments);
        await Chat.Sends(form.Verb, arguments);

        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task What_fails_after_a_line_was_filed_does_not_file_it_again()
    {
        Site.Lookups.Setup(l => l.PrioritiesAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET priorities"));

        var answer = await Chat.Types(SureLine);
        if (answer.Labels().Contains(Texts.ActionTryAgain)) await Chat.Presses(answer.Button(Texts.ActionTryAgain));

        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_filing_is_continued_by_nobody_else()
    {
        Creates((_, _) => throw AnswerLost);
        var button = (await Chat.Types(SureLine)).Button(Texts.ActionCheckFiling);

        var answer = await District.ChatOf(TestDistrict.Administrator).Presses(button);

        Assert.Equal(Texts.FilingForgottenTitle, answer.Card().Title);
        Assert.Equal(1, _sent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ZZZZZZ")]
    public async Task A_filing_that_is_not_known_is_not_made_up(string? reference) =>
        Assert.Equal(Texts.FilingForgottenTitle, (await Chat.Presses(ContinueFiling.Verb, Arguments.None.With(ContinueFiling.Reference, reference))).Card().Title);

    private void Creates(Func<NewTicket, int, Ticket> create) => Site.Tickets
        .Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
        .Returns(async (NewTicket ticket, CancellationToken _) =>
        {
            await Task.Yield();
            return create(ticket, ++_sent);
        });

    private IEnumerable<string> References() => Site.Tickets.Invocations
        .Where(call => call.Method.Name == nameof(ITickets.CreateAsync))
        .Select(call => ((NewTicket)call.Arguments[0]!).Description.Split("(ref ")[1]);

    private async Task<T> Hang<T>(TaskCompletionSource isAsked, CancellationToken token)
    {
        isAsked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, District.Time, token);
        throw new InvalidOperationException("The token was not cancelled.");
    }
}
