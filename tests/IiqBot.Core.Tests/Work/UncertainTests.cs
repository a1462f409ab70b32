using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Work;

/// <summary>The bot never says that a request was not started or failed while that request may still be carried out.</summary>
public sealed class UncertainTests : IAsyncDisposable
{
    private const string SureLine = "new Projector in 204 shows no picture";
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);

    private readonly Scenario _district;
    private UncertainInbox? _inbox;

    public UncertainTests() =>
        _district = new(services =>
            services.AddSingleton<IInbox>(provider => _inbox = new(ActivatorUtilities.CreateInstance<MemoryInbox>(provider)))
        );

    private UncertainInbox Inbox
    {
        get
        {
            _district.Get<IInbox>();
            return _inbox!;
        }
    }

    private Conversation Chat => _district.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task If_storages_answer_is_lost_the_stored_request_runs_once_and_at_once()
    {
        Inbox.LostAnswers = 1;

        var answer = await Chat.Types(SureLine);
        await _district.PumpAsync(later: LeaseOver);

        Assert.NotNull(answer.Card().Ticket);
        Assert.Single(_district.Site.Created);
    }

    [Fact]
    public async Task A_request_is_carried_out_if_storing_it_fails_once()
    {
        Inbox.Failures = 1;

        Assert.NotNull((await Chat.Types("take 39181")).Card().Ticket);
    }

    [Fact]
    public async Task A_request_stored_at_the_second_try_still_waits_behind_earlier_ones()
    {
        _district
            .Site.Tickets.Setup(t => t.CreateAsync(It.IsAny<IncidentIq.Tickets.NewTicket>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "POST tickets/new") { OutcomeUnknown = true });
        await Chat.Types(SureLine);
        Inbox.LostAnswers = 1;

        await Chat.Types("comment 39181 after that");

        Assert.Empty(_district.Site.Comments);
    }

    [Fact]
    public async Task If_storing_is_uncertain_the_person_gets_the_reference()
    {
        Inbox.LostAnswers = 1;
        Inbox.Failures = 1;

        var answer = await Chat.Types(SureLine);
        await _district.PumpAsync(later: LeaseOver);

        var reference = Assert.Single(_district.Site.Created).Description.Split("(ref ")[1].TrimEnd(')');
        Assert.Equal($"{Texts.FailureStorage} {Texts.FailureReference.With(reference)}", answer.Notice());
    }

    [Fact]
    public async Task A_failed_request_that_stays_in_the_inbox_is_reported_as_unfinished()
    {
        _district
            .Site.Tickets.SetupSequence(t =>
                t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>())
            )
            .Throws(new IncidentIqException(IncidentIqFailure.Unreachable, "POST assign"))
            .Returns(Task.CompletedTask);
        Inbox.IsAway = true;

        var answer = await Chat.Types("take 39181");
        Inbox.IsAway = false;
        await _district.PumpAsync(later: LeaseOver);

        Assert.StartsWith(Texts.WaitingUnfinished[..20], answer.Notice(), StringComparison.Ordinal);
        Assert.DoesNotContain(Texts.ActionWithdraw, answer.Labels());
        Assert.Equal(Texts.Taken.With(TestDistrict.Technician.Name), _district.Messenger.Deliveries[^1].Card.NoticeText());
    }

    [Fact]
    public async Task A_request_that_cannot_be_kept_is_reported_as_unfinished_and_runs_later()
    {
        _district
            .Site.Activities.SetupSequence(a =>
                a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<IncidentIq.Activities.NewComment>(), It.IsAny<CancellationToken>())
            )
            .Throws(new IncidentIqException(IncidentIqFailure.Unreachable, "POST activities"))
            .Returns(Task.CompletedTask);
        Inbox.IsAway = true;

        var answer = await Chat.Types("comment 39181 hello");
        Inbox.IsAway = false;
        await _district.PumpAsync(later: LeaseOver);

        Assert.StartsWith(Texts.WaitingUnfinished[..20], answer.Notice(), StringComparison.Ordinal);
        Assert.Equal(Texts.Commented.With(TestDistrict.Technician.Name), _district.Messenger.Deliveries[^1].Card.NoticeText());
    }

    public ValueTask DisposeAsync() => _district.DisposeAsync();
}
