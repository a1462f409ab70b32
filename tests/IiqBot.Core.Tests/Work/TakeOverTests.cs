using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Work;

/// <summary>An accepted request is carried out once and answered, even if its worker crashes at any point.</summary>
public sealed class TakeOverTests : DistrictTest
{
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);

    public static TheoryData<string> EveryWritingVerb => WritingSamples.All;

    [Theory]
    [MemberData(nameof(EveryWritingVerb))]
    public async Task A_request_whose_worker_crashed_before_it_began_runs_on_another(string verb)
    {
        await using var request = await InterruptedRequest.OfAsync(verb);
        var before = request.Effects;
        await request.DiesAtOnceAsync();

        await request.TakeOverAsync();

        Assert.NotEqual(before, request.Effects);
        Assert.NotNull(Assert.Single(request.Answers).Ticket);
    }

    [Theory]
    [MemberData(nameof(EveryWritingVerb))]
    public async Task A_change_made_just_before_a_crash_is_made_once_and_answered(string verb)
    {
        await using var request = await InterruptedRequest.OfAsync(verb);
        await request.DiesOnceDoneAsync(isActKnown: true);
        var done = request.Effects;

        await request.TakeOverAsync();

        Assert.Equal(done, request.Effects);
        var card = Assert.Single(request.Answers);
        Assert.NotNull(card.Ticket);
        Assert.DoesNotContain(card.Body.OfType<CardElement.Notice>(), notice => notice.Tone == Tone.Warning);
    }

    [Theory]
    [InlineData(FilingState.Unknown)]
    [InlineData(FilingState.Created)]
    [InlineData(FilingState.Filed)]
    public async Task A_filing_interrupted_by_storage_says_it_continues_and_files_once(FilingState where)
    {
        await using var district = new Scenario(services => services.AddSingleton<IFilingLedger>(new FailingLedger(where)));

        var answer = await district.ChatOf(TestDistrict.Technician).Types("new Projector in 204 shows no picture");

        Assert.Equal(Texts.WaitingTitle, answer.Card().Title);
        Assert.Contains("I couldn't finish this yet", answer.Notice(), StringComparison.Ordinal);
        await district.PumpAsync(later: LeaseOver);
        Assert.Single(district.Site.Created);
        Assert.NotNull(district.Messenger.Deliveries[^1].Card.Ticket);
    }

    [Fact]
    public async Task A_failure_lost_in_a_crash_is_reported_later_and_a_repeat_does_nothing()
    {
        Site.Tickets.SetupSequence(t =>
                t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>())
            )
            .Throws(new IncidentIqException(IncidentIqFailure.NotPermitted, "POST assign"))
            .Returns(Task.CompletedTask);
        var accepted = await Dispatcher.AcceptAsync(Typed("take 39181"), Token);
        await Dispatcher.AnswerAsync(accepted, Token);

        await District.PumpAsync(later: LeaseOver);

        Assert.Contains(Texts.FailureNotPermitted, Assert.Single(District.Messenger.Deliveries).Card.Summary, StringComparison.Ordinal);
        var repeat = await Dispatcher.AcceptAsync(Typed("take 39181"), Token);
        Assert.True((await Dispatcher.AnswerAsync(repeat, Token)).IsFailure);
        Site.Tickets.Verify(
            t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
    }

    [Theory]
    [InlineData("comment 39181 It works again.")]
    [InlineData("take 39181")]
    public async Task A_change_is_not_reported_as_failed_while_its_requester_cannot_be_looked_up(string line)
    {
        BrokenInbox? inbox = null;
        await using var district = new Scenario(services =>
            services.AddSingleton<IInbox>(provider => inbox = new(ActivatorUtilities.CreateInstance<MemoryInbox>(provider)))
        );
        var accepted = await district.Dispatcher.AcceptAsync(district.ChatOf(TestDistrict.Technician).Typed("the-request", line), Token);
        await district.Dispatcher.AnswerAsync(accepted, Token);
        var before = Effects(district.Site);
        inbox!.IsBroken = false;
        var find = district.Directory.Find;
        district.Directory.Find = (_, _) => throw new PersonDirectoryException("members: 429");

        await district.PumpAsync(later: TimeSpan.FromMinutes(6));
        district.Directory.Find = find;
        await district.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(before, Effects(district.Site));
        Assert.All(district.Messenger.Deliveries, delivery => Assert.NotEqual(Texts.FailureTitle, delivery.Card.Title));
        Assert.NotNull(Assert.Single(district.Messenger.Messages).Value.Ticket);
    }

    [Fact]
    public async Task A_queued_request_that_another_worker_leased_is_not_run_twice()
    {
        var queued = await Dispatcher.AcceptAsync(Typed("comment 39181 It works again."), Token);
        await District.PumpAsync(later: LeaseOver);

        var late = await Dispatcher.AnswerAsync(queued, Token);

        Site.Activities.Verify(
            a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<IncidentIq.Activities.NewComment>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
        Assert.NotNull(late.ShownCard?.Ticket);
    }

    [Fact]
    public async Task After_a_crash_before_delivery_only_the_answer_is_delivered()
    {
        var accepted = await Dispatcher.AcceptAsync(Typed("take 39181"), Token);
        await Dispatcher.AnswerAsync(accepted, Token);

        await District.PumpAsync(later: LeaseOver);

        Assert.Single(District.Messenger.Deliveries, delivery => delivery.What == "answer");
        Site.Tickets.Verify(
            t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
    }

    [Fact]
    public async Task A_request_is_not_leased_again_before_its_lease_ends()
    {
        await Dispatcher.AcceptAsync(Typed("take 39181"), Token);

        await District.PumpAsync(later: IInbox.LeaseTime - TimeSpan.FromSeconds(1));

        Assert.Empty(District.Messenger.Deliveries);
    }

    [Fact]
    public async Task A_stopping_host_hands_back_unfinished_requests()
    {
        using var stopping = new CancellationTokenSource();
        var accepted = await Dispatcher.AcceptAsync(Typed("take 39181"), Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatcher.AnswerAsync(accepted, stopping.Token));

        await District.PumpAsync();

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task A_repeat_is_recognized_before_the_person_is_looked_up()
    {
        await Dispatcher.AcceptAsync(Typed("take 39181"), Token);

        Assert.True((await Dispatcher.AcceptAsync(Typed("take 39181"), Token)).IsRepeat);
        Assert.Equal(0, District.Directory.Calls);
    }

    [Fact]
    public async Task While_storage_fails_changes_are_refused_and_reads_work()
    {
        await using var district = new Scenario(services => services.AddSingleton<IInbox>(new BrokenInbox()));
        var chat = district.ChatOf(TestDistrict.Technician);

        Assert.StartsWith(Texts.FailureStorage, (await chat.Types("take 39181")).Notice(), StringComparison.Ordinal);
        Assert.Null(district.Site.Laptop.Assignee);
        Assert.NotNull((await chat.Types("39181")).Card().Ticket);
    }

    [Fact]
    public async Task The_audit_log_holds_person_verb_ticket_and_outcome_and_no_secrets()
    {
        await District.ChatOf(TestDistrict.Technician).Types("take 39181");
        await District.ChatOf(TestDistrict.Colleague).Types("reopen 39181");
        await District.ChatOf(TestDistrict.Requester).Types("39181");

        var entries = await District.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token).ToListAsync(Token);

        Assert.Equal(
            [
                ("ticket.take", TestDistrict.Technician.Id, AuditOutcome.Done),
                ("ticket.reopen", TestDistrict.Colleague.Id, AuditOutcome.Refused),
            ],
            entries.Select(entry => (entry.Verb, entry.PersonId!.Value, entry.Outcome))
        );
        Assert.All(entries, entry => Assert.Equal((TestDistrict.Laptop.Id, 6), (entry.TicketId!.Value, entry.Reference.Length)));
        Assert.All(
            TestDistrict.Secrets,
            secret => Assert.DoesNotContain(secret, string.Join(' ', entries), StringComparison.OrdinalIgnoreCase)
        );
    }

    private static (int Created, int Comments) Effects(HelpDesk site) =>
        (site.Created.Count, site.Comments.Select(comment => comment.Id).Distinct().Count());

    private IDispatcher Dispatcher => District.Dispatcher;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BotRequest Typed(string line) => District.ChatOf(TestDistrict.Technician).Typed("the-request", line);
}
