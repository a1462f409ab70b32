using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Safety;

/// <summary>Lines that may mean something other than their command do nothing, say why, and offer the command.</summary>
public sealed class StoppedLineTests : SafeLineTest
{
    [Theory]
    [InlineData("take 39181 off my plate", "off my plate")]
    [InlineData("unassign 39181 from Milo and give it to Tilda", "from Milo and give it to Tilda")]
    [InlineData("grab 39181 a new charger from the closet", "a new charger from the closet")]
    [InlineData("new comment on 39181: projector still won't turn on in 214", "new")]
    public async Task Extra_words_stop_a_command(string line, string words) => await IsStopped(line, Texts.InsteadWords.With(words));

    [Theory]
    [InlineData("take 39181?")]
    [InlineData("close 39181? I am not sure the teacher is happy")]
    [InlineData("move 39181 to waiting?")]
    [InlineData("priority 39181 low?")]
    [InlineData("assign 39181 to Colin?")]
    public async Task A_question_stops_a_command(string line) => await IsStopped(line, Texts.InsteadQuestion);

    [Theory]
    [InlineData("close 39181 but not before I confirm", "not")]
    [InlineData("done 39181 not yet, the part comes Monday", "not")]
    [InlineData("close 39181 it isn't fixed", "isn't")]
    public async Task A_negation_stops_a_command(string line, string word) => await IsStopped(line, Texts.InsteadNegation.With(word));

    [Theory]
    [InlineData("close 39181 if nobody answers", "if")]
    [InlineData("close 39181 cuando llegue la pieza", "cuando")]
    public async Task A_condition_stops_a_command(string line, string word) => await IsStopped(line, Texts.InsteadCondition.With(word));

    [Theory]
    [InlineData("close 39181 tomorrow if nobody answers", "tomorrow")]
    [InlineData("finish 39181 by Friday", "friday")]
    [InlineData("close 39181 at 3 pm", "at 3 pm")]
    [InlineData("close 39181 tmrw", "tmrw")]
    [InlineData("take 39181 nxt week", "nxt")]
    [InlineData("close 39181 tommorow pls", "tommorow")]
    [InlineData("resolve 39181 eod", "eod")]
    [InlineData("close 39181 tested it, will replace it tomorrow", "tomorrow")]
    [InlineData("close 39181 Ahmed will do it tomorrow", "tomorrow")]
    [InlineData("close 39181 Jared does it Friday", "friday")]
    [InlineData("close 39181 ok, tomorrow", "tomorrow")]
    [InlineData("close 39181 works for me Friday", "friday")]
    public async Task A_future_time_stops_a_command(string line, string word) => await IsStopped(line, Texts.InsteadLater.With(word));

    [Fact]
    public async Task A_closed_ticket_is_not_reopened_by_a_question()
    {
        IsClosed();

        await IsStopped("reopen 39181? the teacher has not answered", Texts.InsteadQuestion);
    }

    [Theory]
    [InlineData("merge 39181 into 39182", "merge")]
    [InlineData("follow 39181", "follow")]
    [InlineData("canel 39181", "canel")]
    [InlineData("waiting 39181", "waiting")]
    [InlineData("begin 39181", "begin")]
    public async Task An_unknown_command_says_so(string line, string word) =>
        await IsStopped(line, Texts.InsteadUnknown.With(word, "39181"));

    [Theory]
    [InlineData("39181 resolved")]
    [InlineData("39181 waiting on vendor")]
    [InlineData("39181 to Colin Colleague")]
    [InlineData("please don't close 39181")]
    [InlineData("erase ticket 39181")]
    [InlineData("remind me of 39181 tomorrow")]
    [InlineData("don't close 39181")]
    public async Task A_sentence_about_a_ticket_says_that_nothing_was_done(string line) =>
        await IsStopped(line, Texts.InsteadUnsure.With("39181"));

    [Theory]
    [InlineData("what about 39181?")]
    [InlineData("39181")]
    [InlineData("status of the laptop in 39181")]
    public async Task A_question_about_a_ticket_only_shows_it(string line) => Assert.Empty((await Chat.Types(line)).Notices());

    [Fact]
    public async Task A_misspelled_command_keeps_its_note()
    {
        var answer = await Chat.Types("resovle 39181 new fuse");

        NothingWasDone();
        await Chat.Presses(answer.Button(Texts.ActionWithNote.With(Texts.ActionResolve)));
        Assert.Equal((true, "new fuse"), (Site.Laptop.IsClosed, Assert.Single(Site.Comments).Text));
    }

    [Fact]
    public async Task A_polite_command_is_carried_out()
    {
        await Chat.Types("please close 39181, the lamp is back on");

        Assert.Equal((true, "the lamp is back on"), (Site.Laptop.IsClosed, Assert.Single(Site.Comments).Text));
    }

    [Fact]
    public async Task A_stopped_command_can_be_carried_out_with_a_button()
    {
        var answer = await Chat.Types("close 39181, is it really the lamp?");

        await Chat.Presses(answer.Button(Texts.ActionWithNote.With(Texts.ActionResolve)));

        Assert.True(Site.Laptop.IsClosed);
        Assert.Equal("is it really the lamp?", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_stopped_command_can_become_a_comment_or_nothing()
    {
        var answer = await Chat.Types("close 39181 tomorrow");

        await Chat.Presses(answer.Button(Texts.ActionDoNothing));
        NothingWasDone();
        await Chat.Presses(answer.Button(Texts.ActionCommentOnly));

        Assert.Equal((false, "tomorrow"), (Site.Laptop.IsClosed, Assert.Single(Site.Comments).Text));
    }

    [Fact]
    public async Task A_name_in_a_question_is_offered_without_the_question_mark()
    {
        var answer = await Chat.Types("assign 39181 to Colin?");

        await Chat.Presses(answer.Button(Texts.ActionWithValue.With(Texts.ActionAssign, "Colin")));

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task A_long_note_of_a_stopped_command_is_kept_in_the_form()
    {
        var note = string.Join(' ', Enumerable.Repeat("replaced the lamp", 100)) + ", or not?";

        var form = (await Chat.Types($"close 39181, {note}")).FormAgain();

        Assert.Equal(note, Assert.Single(form.Fields.OfType<Field.Text>()).Value);
        NothingWasDone();
    }

    [Fact]
    public async Task A_similar_command_or_status_is_offered()
    {
        Assert.Equal(Texts.ActionCancel, (await Chat.Types("canel 39181")).Labels()[0]);
        Assert.Equal(Texts.ActionResolve, (await Chat.Types("39181 resolved")).Labels()[0]);
        Assert.Equal(Texts.ActionMoveTo.With("Waiting on Vendor"), (await Chat.Types("waiting 39181")).Labels()[0]);
        Assert.Equal(Texts.ActionCancel, (await Own.Types("canel 39181")).Labels()[0]);
        Assert.DoesNotContain(Texts.ActionResolve, (await Own.Types("39181 resolved")).Labels());
    }

    [Theory]
    [InlineData("take 39181 off my plate")]
    [InlineData("close 39181? is it done")]
    [InlineData("move 39181 to waiting?")]
    public async Task A_requester_is_refused_what_only_technicians_do(string line)
    {
        Assert.True((await Own.Types(line)).IsRefusal);
        NothingWasDone();
    }

    [Theory]
    [InlineData("take 39181 off my plate")]
    [InlineData("merge 39181 into 39182")]
    public async Task In_a_channel_the_answer_shows_no_private_details(string line) =>
        (await District.ChannelWith(TestDistrict.Technician).Types(line)).AssertShowsMinimum();

    [Theory]
    [InlineData("take 39181 off my plate")]
    [InlineData("merge 39181 into 39182")]
    [InlineData("close 39181 tomorrow")]
    public async Task A_stranger_learns_nothing_about_the_ticket(string line)
    {
        var everything = (await District.ChatOf(TestDistrict.Stranger).Types(line)).Everything();

        Assert.DoesNotContain("Liam", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(TestDistrict.Laptop.Id.ToString(), everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("take 39181 please")]
    [InlineData("take ticket 39181 now, thanks")]
    public async Task Polite_words_do_not_stop_a_command(string line)
    {
        await Chat.Types(line);

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task Reopening_can_have_a_note()
    {
        IsClosed();

        Assert.Equal(
            Texts.ReopenedWithNote.With("Tess Technician", "Submitted"),
            (await Chat.Types("reopen 39181 the fan is loud again")).Notice()
        );

        Assert.Equal((false, "the fan is loud again"), (Site.Laptop.IsClosed, Assert.Single(Site.Comments).Text));
    }

    [Fact]
    public async Task A_note_to_reopen_an_open_ticket_is_offered_as_a_comment()
    {
        var form = (await Chat.Types("reopen 39181 the fan is loud again")).FormAgain();

        Assert.Equal((Verbs.CommentTicket, "the fan is loud again"), (form.Verb, Assert.Single(form.Fields.OfType<Field.Text>()).Value));
        NothingWasDone();
    }

    [Fact]
    public async Task Canceling_can_have_a_note()
    {
        var form = (await Own.Types("cancel 39181 found a spare")).OpenedForm();
        NothingWasDone();

        await Own.Sends(form);

        Assert.Equal((TestDistrict.Canceled, "found a spare"), (Site.Laptop.Step, Assert.Single(Site.Comments).Text));
    }

    private async Task IsStopped(string line, string sentence)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(sentence, answer.Notice());
        Assert.StartsWith("#39181", answer.Card().Title, StringComparison.Ordinal);
        NothingWasDone();
    }
}
