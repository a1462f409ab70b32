using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Tests.Features;

/// <summary>Typed text is neither lost nor written twice if a change fails.</summary>
public sealed class NothingLostTests : DistrictTest
{
    private const string Note = "Replaced the cable.";

    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("comment 39181 ")]
    [InlineData("note 39181 ")]
    [InlineData("close 39181, ")]
    public async Task A_long_text_is_sent_in_full(string command)
    {
        var text = string.Concat(Enumerable.Repeat("word ", 1500)) + "THE-END";

        await Chat.Types(command + text);

        Assert.Equal(text, Assert.Single(Site.Comments).Text);
    }

    [Theory]
    [InlineData("comment 39181 ", "text")]
    [InlineData("note 39181 ", "text")]
    [InlineData("close 39181, ", ArgumentNames.Note)]
    public async Task A_text_that_is_too_long_is_returned_and_not_sent(string command, string field)
    {
        var text = string.Concat(Enumerable.Repeat("word ", 3000)) + "THE-END";

        var form = (await Chat.Types(command + text)).FormAgain();

        Assert.Equal(text, form.Fields.OfType<Field.Text>().Single(asked => asked.Id == field).Value);
        Assert.Equal(Texts.FieldTooLong.With(Form.LongestText, text.Length), form.Errors[field]);
        Assert.Empty(Site.Comments);
        Assert.False(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_line_longer_than_any_message_is_refused_with_a_reason()
    {
        var line = "comment 39181 " + new string('x', 50_000);

        var answer = await Chat.Types(line);

        Assert.Contains(Texts.LineTooLong.With(line.Length, 40_000), answer.Everything(), StringComparison.Ordinal);
        Assert.Equal(0, Site.Calls);
    }

    [Theory]
    [InlineData(Verbs.CommentTicket, "text")]
    [InlineData(Verbs.ResolveTicket, ArgumentNames.Note)]
    public async Task An_incomplete_text_is_returned_and_not_sent(string verb, string field)
    {
        var pressed = TicketArguments.For(Site.Laptop).With(field, "Only the beginn…").With(Arguments.Incomplete, "true");

        var form = (await Chat.Presses(verb, pressed)).FormAgain();

        Assert.Equal(Texts.TextIncomplete, form.Errors[Form.Whole]);
        Assert.Equal("Only the beginn…", form.Fields.OfType<Field.Text>().Single().Value);
        Assert.Empty(Site.Comments);
        await Chat.Sends(form, (field, "All of it."));
        Assert.Equal("All of it.", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task An_incomplete_report_is_returned_and_not_filed()
    {
        var form = (
            await Chat.Presses("ticket.file", Arguments.Of("text", "Projector in 204 shows no pict…").With(Arguments.Incomplete, "true"))
        ).FormAgain();

        Assert.Equal("Projector in 204 shows no pict…", form.Fields.OfType<Field.Text>().Single().Value);
        Assert.Empty(Site.Created);
    }

    [Fact]
    public async Task The_history_shows_a_long_description_in_full()
    {
        var words = string.Concat(Enumerable.Repeat("and hums ", 900)) + "THE-END";
        Site.Holds(Site.Laptop with { Description = words });

        var card = await Chat.Types("39181");
        Assert.Contains(Texts.DescriptionGoesOn, card.Everything(), StringComparison.Ordinal);

        var paragraphs = (await Chat.Types("history 39181"))
            .Card()
            .Body.OfType<CardElement.Paragraph>()
            .Select(paragraph => paragraph.Text)
            .ToList();
        Assert.Contains(words, string.Join(' ', paragraphs), StringComparison.Ordinal);
        Assert.All(paragraphs, paragraph => Assert.InRange(paragraph.Length, 0, 3000));
    }

    [Fact]
    public async Task A_note_to_a_ticket_closed_since_is_offered_as_a_comment()
    {
        var form = (await Chat.Types("resolve 39181")).OpenedForm();
        Close();

        var offered = (await Chat.Sends(form, (ArgumentNames.Note, Note))).FormAgain();

        Assert.StartsWith(Texts.TicketIsClosed, offered.Errors[Form.Whole], StringComparison.Ordinal);
        Assert.Empty(Site.Comments);
        await Chat.Sends(offered);
        Assert.Equal((Note, true), (Assert.Single(Site.Comments).Text, Site.Comments[0].IsPublic));
    }

    [Fact]
    public async Task A_note_typed_to_a_closed_ticket_is_offered_as_a_comment()
    {
        Close();

        var offered = (await Chat.Types($"close 39181, {Note}")).FormAgain();

        Assert.Equal(Note, Assert.Single(offered.Fields.OfType<Field.Text>()).Value);
    }

    [Fact]
    public async Task A_note_from_a_person_who_may_not_close_the_ticket_is_offered_as_a_comment()
    {
        Site.Holds(Site.Laptop with { ProductId = TestDistrict.Facilities, FollowerIds = [TestDistrict.Technician.Id] });

        var offered = (await Chat.Types($"close 39181, {Note}")).FormAgain();
        await Chat.Sends(offered);

        Assert.Equal(Note, Assert.Single(Site.Comments).Text);
        Assert.False(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_requester_who_tries_to_close_can_send_the_note_as_a_comment()
    {
        var requester = District.ChatOf(TestDistrict.Requester);

        var refused = await requester.Types("close 39181, it works again");
        await requester.Presses(refused.Button(Texts.ActionCommentInstead));

        Assert.Equal("it works again", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_refused_private_note_is_not_offered_as_a_public_comment() =>
        Assert.DoesNotContain(
            Texts.ActionCommentInstead,
            (await District.ChatOf(TestDistrict.Requester).Types("note 39181 it was Liam")).Labels()
        );

    [Fact]
    public async Task A_note_saved_before_the_closing_failed_is_reported_and_not_added_twice()
    {
        ClosingFailsOnce();
        var form = (await Chat.Types("resolve 39181")).OpenedForm();

        var again = (await Chat.Sends(form, (ArgumentNames.Note, Note))).FormAgain();
        Assert.StartsWith(Texts.ResolveHalfDone, again.Errors[Form.Whole], StringComparison.Ordinal);
        Assert.Contains("Reference", again.Errors[Form.Whole], StringComparison.OrdinalIgnoreCase);
        var answer = await Chat.Sends(again);

        Assert.Equal(Texts.ResolvedWithNote.With("Tess Technician"), answer.Notice());
        Assert.Single(Site.Comments.Select(comment => comment.Id).Distinct());
        Assert.True(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_note_changed_after_the_first_was_saved_is_added()
    {
        ClosingFailsOnce();
        var form = (await Chat.Types("resolve 39181")).OpenedForm();

        var again = (await Chat.Sends(form, (ArgumentNames.Note, Note))).FormAgain();
        await Chat.Sends(again, (ArgumentNames.Note, "Replaced the lamp."));

        Assert.Equal([Note, "Replaced the lamp."], Site.Comments.Select(comment => comment.Text));
        Assert.Equal(2, Site.Comments.Select(comment => comment.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_typed_note_saved_before_the_closing_failed_is_not_added_twice()
    {
        ClosingFailsOnce();

        await Chat.Sends((await Chat.Types($"close 39181, {Note}")).FormAgain());

        Assert.Single(Site.Comments.Select(comment => comment.Id).Distinct());
        Assert.True(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_saved_note_is_not_offered_again_if_the_ticket_was_closed_after_all()
    {
        ClosingFailsOnce(after: () => Close());
        var form = (await Chat.Types("resolve 39181")).OpenedForm();

        var answer = await Chat.Sends((await Chat.Sends(form, (ArgumentNames.Note, Note))).FormAgain());

        Assert.Equal(Texts.TicketIsClosed, answer.Notice());
        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_comment_corrected_after_a_failure_is_sent_as_corrected()
    {
        Site.Activities.Setup(a =>
                a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<IncidentIq.Activities.NewComment>(), It.IsAny<CancellationToken>())
            )
            .Returns(
                (Guid _, IncidentIq.Activities.NewComment comment, CancellationToken _) =>
                {
                    Site.Comments.Add(comment);
                    return Site.Comments.Count == 1
                        ? Task.FromException(new IncidentIqException(IncidentIqFailure.Invalid, "POST activities"))
                        : Task.CompletedTask;
                }
            );
        var form = (await Chat.Types("comment 39181")).OpenedForm();

        var again = (await Chat.Sends(form, ("text", "It wroks."))).FormAgain();
        await Chat.Sends(again, ("text", "It works."));

        Assert.Equal("It works.", Site.Comments[^1].Text);
        Assert.NotEqual(Site.Comments[0].Id, Site.Comments[1].Id);
    }

    private void Close() => Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });

    private void ClosingFailsOnce(Action? after = null)
    {
        var attempts = 0;
        Site.Tickets.Setup(t => t.CloseAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                if (++attempts > 1)
                {
                    Close();
                    return Task.CompletedTask;
                }

                after?.Invoke();
                return Task.FromException(new IncidentIqException(IncidentIqFailure.ServerFailed, "POST close: 500") { StatusCode = 500 });
            });
    }
}
