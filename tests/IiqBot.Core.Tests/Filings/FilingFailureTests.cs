using IiqBot.Core.Features.Filings;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Filings;

/// <summary>Incident IQ's create has no idempotency key. Whatever fails, a ticket is filed once and not lost.</summary>
public sealed class FilingFailureTests : DistrictTest
{
    private const string SureLine = "new Projector in 204 shows no picture";

    private static readonly IncidentIqException AnswerLost = new(IncidentIqFailure.Unreachable, "POST tickets/new")
    {
        OutcomeUnknown = true,
    };
    private static readonly IncidentIqException Down = new(IncidentIqFailure.ServerFailed, "POST tickets/new: 503");
    private static readonly IncidentIqException Refused = new(IncidentIqFailure.Invalid, "POST tickets/new: 400");
    private static readonly TimeSpan ALittle = TimeSpan.FromSeconds(10);

    private int _sent;

    private Conversation Chat => District.ChatOf(TestDistrict.Requester);

    [Fact]
    public async Task After_an_unknown_outcome_the_person_sees_the_search_and_the_reference()
    {
        Creates((_, _) => throw AnswerLost);

        var answer = await Chat.Types(SureLine);

        Assert.Equal(Texts.WaitingTitle, answer.Card().Title);
        Assert.Equal(Texts.WaitingUnconfirmed.With(References().Single().TrimEnd(')')), answer.Notice());
    }

    [Fact]
    public async Task A_ticket_whose_answer_was_lost_is_found_and_completes_the_card()
    {
        Creates(
            (ticket, _) =>
            {
                Site.Create(ticket);
                throw AnswerLost;
            }
        );
        await Chat.Types(SureLine);

        await District.PumpAsync(later: ALittle);

        var (message, card) = Assert.Single(District.Messenger.Messages);
        Assert.Equal("message-1", message);
        Assert.Equal(Texts.Filed.With("40001"), card.NoticeText());
        Assert.Equal(TestDistrict.Requester.Id, Site[card.Ticket!.TicketId].Owner?.Id);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_ticket_that_is_not_found_is_filed_again_only_after_the_settle_time()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw AnswerLost : Site.Create(ticket));
        await Chat.Types(SureLine);

        await District.PumpAsync(later: FilingDesk.SettleTime - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _sent);
        Assert.Equal(Texts.WaitingTitle, District.Messenger.Messages["message-1"].Title);

        await District.PumpAsync(later: ALittle);
        Assert.Equal(2, _sent);
        Assert.Equal(Texts.Filed.With("40001"), District.Messenger.Messages["message-1"].NoticeText());

        await District.PumpAsync(later: TimeSpan.FromDays(1));
        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task Nothing_is_filed_again_while_a_possible_match_cannot_be_read()
    {
        Creates((_, _) => throw AnswerLost);
        await Chat.Types(SureLine);
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new IncidentIq.Page<Ticket>([], 1, 0, 25) { Unreadable = 1 });

        await District.PumpAsync(later: FilingDesk.SettleTime + ALittle);

        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task The_second_attempt_has_the_same_reference_and_its_own_settle_time()
    {
        Creates((_, _) => throw AnswerLost);
        await Chat.Types(SureLine);
        await District.PumpAsync(later: FilingDesk.SettleTime);
        Assert.Equal(2, _sent);

        await District.PumpAsync(later: FilingDesk.SettleTime - TimeSpan.FromSeconds(1));

        Assert.Equal(2, _sent);
        Assert.Single(References().Distinct());
    }

    [Fact]
    public async Task A_very_late_ticket_is_found_before_it_is_filed_again()
    {
        NewTicket? late = null;
        Creates(
            (ticket, _) =>
            {
                late = ticket;
                throw AnswerLost;
            }
        );
        await Chat.Types(SureLine);

        // The connection breaks when the longest request ends, the server commits 30 s later, and after 9 more seconds a search finds it.
        for (var second = 0; second < 69; second += 3)
            await District.PumpAsync(later: TimeSpan.FromSeconds(3));
        Site.Create(late!);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(1, _sent);
        Assert.Equal(Texts.Filed.With("40001"), Assert.Single(District.Messenger.Messages).Value.NoticeText());
    }

    [Theory]
    [InlineData(IncidentIqFailure.NotPermitted)]
    [InlineData(IncidentIqFailure.FilterIgnored)]
    [InlineData(IncidentIqFailure.Invalid)]
    public async Task If_the_search_is_refused_a_filing_is_neither_failed_nor_filed_again(IncidentIqFailure failure)
    {
        Creates(
            (ticket, _) =>
            {
                Site.Create(ticket);
                throw AnswerLost;
            }
        );
        await Chat.Types(SureLine);
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(failure, "POST tickets"));
        Site.Lookups.Setup(l => l.IssuesAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IncidentIqException(failure, "GET issues"));

        for (var round = 0; round < 5; round++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(1, _sent);
        Assert.Equal(Texts.WaitingTitle, Assert.Single(District.Messenger.Messages).Value.Title);
    }

    [Fact]
    public async Task A_ticket_is_found_among_many_newer_ones_of_its_requester()
    {
        Creates(
            (ticket, _) =>
            {
                var filed = Site.Create(ticket);
                for (var later = 1; later <= 60; later++)
                    Site.Holds(
                        filed with
                        {
                            Id = Guid.NewGuid(),
                            Number = $"later-{later}",
                            Description = "Another.",
                            Created = filed.Created!.Value.AddSeconds(later),
                        }
                    );
                throw AnswerLost;
            }
        );
        await Chat.Types(SureLine);

        await District.PumpAsync(later: TimeSpan.FromMinutes(5));

        Assert.Equal(1, _sent);
        Assert.Equal(Texts.Filed.With("40001"), Assert.Single(District.Messenger.Messages).Value.NoticeText());
    }

    [Fact]
    public async Task During_the_search_an_old_cards_button_finds_the_ticket_and_files_no_second_one()
    {
        Creates(
            (ticket, _) =>
            {
                Site.Create(ticket);
                throw AnswerLost;
            }
        );
        await Chat.Types(SureLine);

        var found = await Chat.Presses(Verbs.ContinueFiling, Arguments.Of(ArgumentNames.Reference, References().Single().TrimEnd(')')));
        await District.PumpAsync(later: ALittle);

        Assert.Equal(Texts.WaitingTitle, found.Card().Title);
        Assert.Equal(1, _sent);
        Assert.All(
            District.Messenger.Messages.Values,
            card => Assert.Equal(Site.All.Single(ticket => ticket.Number == "40001").Id, card.Ticket?.TicketId)
        );
    }

    [Fact]
    public async Task A_create_that_takes_too_long_is_searched_for()
    {
        var isSent = new TaskCompletionSource();
        Site.Tickets.Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .Returns(async (NewTicket _, CancellationToken token) => await Hang<Ticket>(isSent, token));

        var answer = Chat.Types(SureLine);
        await isSent.Task;
        District.Time.Advance(TimeSpan.FromSeconds(12));

        Assert.StartsWith(Texts.WaitingUnconfirmed[..30], (await answer).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filing_during_an_outage_is_saved_and_filed_later_on_the_same_card()
    {
        Creates((ticket, attempt) => attempt <= 3 ? throw Down : Site.Create(ticket));

        var saved = await Chat.Types(SureLine);
        Assert.StartsWith(Texts.WaitingFiling[..20], saved.Notice(), StringComparison.Ordinal);
        for (var attempt = 2; attempt <= 4; attempt++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(Texts.Filed.With("40001"), Assert.Single(District.Messenger.Messages).Value.NoticeText());
        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_form_sent_during_an_outage_is_filed_with_its_answers()
    {
        var form = (await Chat.Types("new")).OpenedForm();
        Creates((ticket, attempt) => attempt == 1 ? throw Down : Site.Create(ticket));

        await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."));
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Equal((TestDistrict.Cracked, TestDistrict.Requester.Id), (Assert.Single(Site.Created).Issue, Site.Created[0].RequesterId));
    }

    [Fact]
    public async Task In_an_outage_one_request_at_a_time_retries_and_later_each_is_filed_in_order()
    {
        var isDown = true;
        Creates((ticket, _) => isDown ? throw Down : Site.Create(ticket));
        for (var number = 1; number <= 12; number++)
            await Chat.Types($"{SureLine} {number}");
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));
        Assert.Equal(3, _sent);

        isDown = false;
        for (var round = 0; round < 3; round++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(
            Enumerable.Range(1, 12).Select(number => $"Projector in 204 shows no picture {number}"),
            Site.Created.Select(ticket => ticket.Subject)
        );
    }

    [Fact]
    public async Task A_waiting_filing_can_be_listed_and_withdrawn()
    {
        Creates((_, _) => throw Down);
        await Chat.Types(SureLine);
        var waiting = await Chat.Types("waiting");
        Assert.Contains("Projector in 204", waiting.Everything(), StringComparison.Ordinal);

        var taken = await Chat.Presses(waiting.Card().Actions.OfType<CardAction.Press>().First());
        await District.PumpAsync(later: TimeSpan.FromDays(1));

        Assert.Contains("won't be sent", taken.Everything(), StringComparison.Ordinal);
        Assert.Equal(1, _sent);
        Assert.Contains(Texts.WaitingNone, (await Chat.Types("waiting")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_can_withdraw_a_waiting_filing()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw Down : Site.Create(ticket));
        var button = (await Chat.Types(SureLine)).Button(Texts.ActionWithdraw);

        await District.ChatOf(TestDistrict.Administrator).Presses(button);
        await District.PumpAsync(later: TimeSpan.FromMinutes(1));

        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_filing_that_may_have_been_sent_cannot_be_withdrawn()
    {
        Creates((_, _) => throw AnswerLost);
        var button = (await Chat.Types(SureLine)).Button(Texts.ActionWithdraw);

        Assert.Contains(Texts.WithdrawSent, (await Chat.Presses(button)).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task During_an_outage_only_remembered_people_can_file()
    {
        await Chat.Types("who am i");
        District.Time.Advance(TimeSpan.FromHours(1));
        Site.Lookups.Setup(l => l.UserByEmailAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(Down);
        Creates((_, _) => throw Down);

        Assert.Equal(Texts.WaitingTitle, (await Chat.Types(SureLine)).Card().Title);
        Assert.Equal(Texts.FailureTitle, (await District.ChatOf(TestDistrict.Stranger).Types(SureLine)).Card().Title);
        Assert.Equal(Texts.FailureTitle, (await Chat.Types("take 39181")).Card().Title);
    }

    [Fact]
    public async Task Rights_are_checked_again_before_a_waiting_filing_is_sent()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw Down : Site.Create(ticket));
        await Chat.Types(SureLine);
        Site.Accounts.Clear();

        await District.PumpAsync(later: TimeSpan.FromMinutes(10));

        Assert.Empty(Site.Created);
        Assert.Equal(Texts.RefusedTitle, Assert.Single(District.Messenger.Messages).Value.Title);
    }

    [Fact]
    public async Task A_refused_filing_can_be_sent_again_at_once()
    {
        Creates((ticket, attempt) => attempt == 1 ? throw Refused : Site.Create(ticket));
        var form = (await Chat.Types("new")).OpenedForm();

        var again = (await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."))).FormAgain();
        var filed = await Chat.Sends(again);

        Assert.Equal(Texts.Filed.With("40001"), filed.Notice());
        Assert.Equal(TestDistrict.Cracked, Assert.Single(Site.Created).Issue);
    }

    [Fact]
    public async Task A_filing_whose_submitter_could_not_be_set_is_finished_later()
    {
        Site.Tickets.SetupSequence(t =>
                t.SetOwnerAndRequesterAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>())
            )
            .ThrowsAsync(Down)
            .Returns(Task.CompletedTask);

        Assert.Equal(Texts.WaitingTitle, (await Chat.Types(SureLine)).Card().Title);
        await District.PumpAsync(later: ALittle);

        Assert.Equal(Texts.Filed.With("40001"), Assert.Single(District.Messenger.Messages).Value.NoticeText());
        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_filing_whose_submitter_may_not_be_set_is_shown_and_can_be_finished()
    {
        Site.Tickets.SetupSequence(t =>
                t.SetOwnerAndRequesterAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>())
            )
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.NotPermitted, "POST owner"))
            .Returns(Task.CompletedTask);

        var unfinished = await Chat.Types(SureLine);
        Assert.Equal([Texts.Filed.With("40001"), Texts.FiledOwnerMissing], unfinished.Notices());
        var finished = await Chat.Presses(unfinished.Button(Texts.ActionFinishFiling));

        Assert.Equal([Texts.Filed.With("40001")], finished.Notices());
        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_failure_after_the_filing_does_not_file_again()
    {
        Site.Lookups.Setup(l => l.PrioritiesAsync(It.IsAny<CancellationToken>())).ThrowsAsync(Down);
        var form = (await Chat.Types("new")).OpenedForm();
        var arguments = Conversation.Filled(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."));

        await Chat.Sends(form.Verb, arguments);
        await Chat.Sends(form.Verb, arguments);

        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task Nobody_else_can_continue_a_filing()
    {
        Creates((_, _) => throw AnswerLost);
        await Chat.Types(SureLine);

        var answer = await District
            .ChatOf(TestDistrict.Administrator)
            .Presses(Verbs.ContinueFiling, Arguments.Of(ArgumentNames.Reference, References().Single().TrimEnd(')')));

        Assert.Equal(Texts.FilingForgottenTitle, answer.Card().Title);
        Assert.Equal(1, _sent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ZZZZZZ")]
    public async Task Continuing_an_unknown_filing_files_nothing(string? reference) =>
        Assert.Equal(
            Texts.FilingForgottenTitle,
            (await Chat.Presses(Verbs.ContinueFiling, Arguments.None.With(ArgumentNames.Reference, reference))).Card().Title
        );

    private void Creates(Func<NewTicket, int, Ticket> create) =>
        Site
            .Tickets.Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .Returns(
                async (NewTicket ticket, CancellationToken _) =>
                {
                    await Task.Yield();
                    return create(ticket, ++_sent);
                }
            );

    private IEnumerable<string> References() =>
        Site
            .Tickets.Invocations.Where(call => call.Method.Name == nameof(ITickets.CreateAsync))
            .Select(call => ((NewTicket)call.Arguments[0]!).Description.Split("(ref ")[1]);

    private async Task<T> Hang<T>(TaskCompletionSource isAsked, CancellationToken token)
    {
        isAsked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, District.Time, token);
        throw new InvalidOperationException("The token was not cancelled.");
    }
}
