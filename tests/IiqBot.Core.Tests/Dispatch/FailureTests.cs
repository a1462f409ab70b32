using IiqBot.Core.Durability;
using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>
/// A failure is answered with one plain sentence, a next step and a reference, and shows nothing that others must not read.
/// </summary>
public sealed class FailureTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task An_unexpected_exception_becomes_a_card_without_its_text()
    {
        Fails(new InvalidOperationException("Liam Novak's password is hunter2"));

        var answer = await District.ChannelWith(TestDistrict.Technician).Types("show 39181");

        Assert.StartsWith(Texts.FailureUnexpected, answer.Notice(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Everything(), StringComparison.Ordinal);
        Assert.True(answer.IsPrivate());
        Assert.NotNull(answer.Button(Texts.ActionTryAgain));
    }

    [Fact]
    public async Task An_administrator_can_look_up_a_failure_by_its_reference()
    {
        Fails(new IncidentIqException(IncidentIqFailure.ServerFailed, "GET tickets/{id} answered 502") { StatusCode = 502 });
        var reference = ReferenceIn((await Chat.Types("show 39181")).Notice());

        var explained = await District.ChatOf(TestDistrict.Administrator).Types($"failure {reference}");

        Assert.Equal("ticket.show", explained.FactOf(Texts.FactVerb));
        Assert.Contains("502", explained.FactOf(Texts.FactCause), StringComparison.Ordinal);
        Assert.DoesNotContain("39181", explained.Everything(), StringComparison.Ordinal);
        Assert.Equal(Texts.RefusedNotAdministrator, (await Chat.Types($"failure {reference}")).Notice());
    }

    [Fact]
    public async Task The_cause_shown_to_an_administrator_contains_no_exception_text()
    {
        Fails(new InvalidOperationException("Liam Novak's password is hunter2"));
        var reference = ReferenceIn((await Chat.Types("show 39181")).Notice());

        var explained = await District.ChatOf(TestDistrict.Administrator).Types($"failure {reference.ToLowerInvariant()}");

        Assert.Equal(nameof(InvalidOperationException), explained.FactOf(Texts.FactCause));
    }

    [Fact]
    public async Task A_reference_of_another_replica_is_found_in_the_audit_log()
    {
        var entry = new AuditEntry(
            District.Time.GetUtcNow(),
            new("teams", "t", "u"),
            null,
            "ticket.comment",
            null,
            new("teams", "t", "c", ConversationScope.OneToOne),
            AuditOutcome.Failed,
            "7F3K2Q"
        );
        await District.Get<IAuditLog>().AppendAsync(entry, TestContext.Current.CancellationToken);

        var explained = await District.ChatOf(TestDistrict.Administrator).Types("failure 7f3k2q");

        Assert.Equal(("ticket.comment", "Failed"), (explained.FactOf(Texts.FactVerb), explained.FactOf(Texts.FactOutcome)));
    }

    [Fact]
    public void A_new_reference_never_looks_like_a_word() =>
        Assert.All(
            Enumerable.Range(0, 500).Select(_ => ShortReference.New()),
            reference => Assert.True(ShortReference.IsOne(reference.ToLowerInvariant()), reference)
        );

    [Fact]
    public async Task An_unknown_reference_is_reported_as_unknown() =>
        Assert.Equal(Texts.FailureUnknownTitle, (await District.ChatOf(TestDistrict.Administrator).Types("failure ZZZZZZ")).Card().Title);

    [Theory]
    [InlineData(IncidentIqFailure.Unreachable, true)]
    [InlineData(IncidentIqFailure.TimedOut, true)]
    [InlineData(IncidentIqFailure.RateLimited, true)]
    [InlineData(IncidentIqFailure.ServerFailed, true)]
    [InlineData(IncidentIqFailure.NotUnderstood, true)]
    [InlineData(IncidentIqFailure.TokenRefused, false)]
    [InlineData(IncidentIqFailure.NotPermitted, false)]
    [InlineData(IncidentIqFailure.Invalid, false)]
    [InlineData(IncidentIqFailure.FilterIgnored, false)]
    public async Task Every_Incident_IQ_failure_has_a_sentence_a_reference_and_a_retry_if_useful(
        IncidentIqFailure failure,
        bool mayHelpToRepeat
    )
    {
        Fails(new IncidentIqException(failure, "GET tickets") { RetryAfter = TimeSpan.FromSeconds(7) });

        var answer = await Chat.Types("show 39181");

        Assert.Equal(6, ReferenceIn(answer.Notice()).Length);
        Assert.Equal(mayHelpToRepeat, answer.Labels().Contains(Texts.ActionTryAgain));
        Assert.DoesNotContain("GET tickets", answer.Everything(), StringComparison.Ordinal);
        if (failure == IncidentIqFailure.RateLimited)
            Assert.Contains("7 seconds", answer.Notice(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentIqFailure.Unreachable)]
    [InlineData(IncidentIqFailure.TimedOut)]
    [InlineData(IncidentIqFailure.ServerFailed)]
    [InlineData(IncidentIqFailure.NotUnderstood)]
    public async Task An_unknown_outcome_is_never_reported_as_nothing_changed(IncidentIqFailure failure)
    {
        Site.Tickets.Setup(t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(failure, "POST assign") { OutcomeUnknown = true });

        var sentence = (await Chat.Types("take 39181")).Notice();

        Assert.DoesNotContain("nothing was changed", sentence, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("don't know", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentIqFailure.Unreachable)]
    [InlineData(IncidentIqFailure.RateLimited)]
    [InlineData(IncidentIqFailure.Invalid)]
    public async Task After_the_note_was_written_a_failure_does_not_say_that_nothing_changed(IncidentIqFailure failure)
    {
        Site.Tickets.Setup(t => t.CloseAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(failure, "POST close"));

        var sentence = (await Chat.Types("close 39181, new screen")).FormAgain().Errors[Form.Whole];

        Assert.Single(Site.Comments);
        Assert.DoesNotContain("nothing was changed", sentence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_timeout_becomes_a_card()
    {
        var isAsked = new TaskCompletionSource();
        Site.Tickets.Setup(t => t.FindByNumberAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(async (string _, CancellationToken token) => await Hang<Ticket?>(isAsked, token));

        var answer = (Chat with { Budget = TimeSpan.FromSeconds(3) }).Types("show 39181");
        await isAsked.Task;
        District.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.StartsWith(Texts.FailureTimedOut, (await answer).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_during_a_write_reports_an_unknown_outcome()
    {
        var isAsked = new TaskCompletionSource();
        Site.Tickets.Setup(t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns(async (Guid _, Guid? _, Guid? _, CancellationToken token) => await Hang<bool>(isAsked, token));

        var answer = Chat.Types("take 39181");
        await isAsked.Task;
        District.Time.Advance(TimeSpan.FromSeconds(12));

        Assert.StartsWith(Texts.FailureOutcomeUnknown, (await answer).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_while_opening_a_form_reports_no_unknown_outcome()
    {
        var isAsked = new TaskCompletionSource();
        Site.Lookups.Setup(l => l.IssuesAsync(It.IsAny<CancellationToken>()))
            .Returns(async (CancellationToken token) => await Hang<IReadOnlyList<IncidentIq.Lookups.Issue>>(isAsked, token));

        var answer = Chat.Types("new");
        await isAsked.Task;
        District.Time.Advance(TimeSpan.FromSeconds(12));

        Assert.StartsWith(Texts.FailureTimedOut, (await answer).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_whose_submission_failed_returns_with_its_answers()
    {
        Site.Activities.Setup(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Invalid, "POST activities"));
        var form = (await Chat.Types("comment 39181")).OpenedForm();

        var again = (await Chat.Sends(form, ("text", "A long story."), ("visibility", "private"))).FormAgain();

        Assert.Contains(Texts.FailureInvalid, again.Errors[Form.Whole], StringComparison.Ordinal);
        Assert.Equal(6, ReferenceIn(again.Errors[Form.Whole]).Length);
        Assert.Equal(form.InstanceId, again.InstanceId);
        Assert.Equal(form.Hidden.Values.OrderBy(v => v.Key), again.Hidden.Values.OrderBy(v => v.Key));
        Assert.Equal("A long story.", Assert.Single(again.Fields.OfType<Field.Text>()).Value);
        Assert.Equal("private", Assert.Single(again.Fields.OfType<Field.Choice>()).Value);
    }

    [Fact]
    public async Task A_wrong_answer_is_reported_at_its_field()
    {
        var form = (await Chat.Types("comment 39181")).OpenedForm();

        Assert.Equal(Texts.FieldRequired, (await Chat.Sends(form)).FormAgain().Errors["text"]);
        Assert.Equal(
            Texts.FieldTooLong.With(CommentTicket.MaxLength, CommentTicket.MaxLength + 1),
            (await Chat.Sends(form with { InstanceId = Guid.NewGuid().ToString() }, ("text", new string('x', CommentTicket.MaxLength + 1))))
                .FormAgain()
                .Errors["text"]
        );
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task No_text_that_people_wrote_is_logged()
    {
        Fails(new IncidentIqException(IncidentIqFailure.ServerFailed, "POST activities"));
        await Chat.Types("comment 39181 Liam Novak cried");
        await Chat.Types("show 39181");

        foreach (var secret in (string[])["Liam", "cried", "39181", "tess@", "Tess"])
            Assert.DoesNotContain(secret, District.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("xx-YY")]
    [InlineData("")]
    [InlineData("not a locale at all")]
    [InlineData("en\0US")]
    [InlineData("../../etc/passwd")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Any_locale_gets_an_answer(string locale) =>
        Assert.Contains("39181", (await (Chat with { Locale = locale }).Types("show 39181")).Card().Title, StringComparison.Ordinal);

    [Fact]
    public async Task Dates_are_written_in_the_askers_culture()
    {
        Site.Holds(Site.Laptop with { Due = new(2026, 12, 24, 15, 30, 0, TimeSpan.Zero) });

        Assert.Contains(
            "3:30",
            (await (Chat with { Locale = "en-US" }).Types("show 39181")).FactOf(Texts.FactDue),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "15:30",
            (await (Chat with { Locale = "en-GB" }).Types("show 39181")).FactOf(Texts.FactDue),
            StringComparison.Ordinal
        );
    }

    private static string ReferenceIn(string sentence) => sentence[(sentence.LastIndexOf(' ') + 1)..].TrimEnd(')');

    private async Task<T> Hang<T>(TaskCompletionSource isAsked, CancellationToken token)
    {
        isAsked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, District.Time, token);
        throw new InvalidOperationException("The token was not cancelled.");
    }

    private void Fails(Exception exception)
    {
        Site.Tickets.Setup(t => t.FindByNumberAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(exception);
    }
}
