using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Safety;

/// <summary>Text that a person marks as private is read only by technicians, or by nobody.</summary>
public sealed class PrivateWordsTests : SafeLineTest
{
    [Theory]
    [InlineData("comment 39181 internal: parent still owes the fee")]
    [InlineData("comment 39181 private: parent still owes the fee")]
    [InlineData("comment 39181 (private) parent still owes the fee")]
    [InlineData("comment 39181 [internal] parent still owes the fee")]
    [InlineData("comment 39181 note: parent still owes the fee")]
    [InlineData("comment 39181 parent still owes the fee (private)")]
    [InlineData("comment on 39181: private: parent still owes the fee")]
    [InlineData("comment 39181 Private! parent still owes the fee")]
    [InlineData("comment 39181 privat: parent still owes the fee")]
    [InlineData("note 39181 private: parent still owes the fee")]
    [InlineData("private comment on 39181: parent still owes the fee")]
    [InlineData("internal comment 39181 parent still owes the fee")]
    public async Task A_technician_writes_a_private_note(string line)
    {
        var answer = await Chat.Types(line);

        var comment = Assert.Single(Site.Comments);
        Assert.Equal(("parent still owes the fee", false), (comment.Text, comment.IsPublic));
        Assert.Equal(Texts.Noted.With("Tess Technician"), answer.Notice());
    }

    [Fact]
    public async Task A_requester_who_marks_a_comment_private_is_asked_first()
    {
        var answer = await Own.Types("comment 39181 private: I broke it");

        Assert.Equal(Texts.PrivateNotForRequesters, answer.Notice());
        NothingWasDone();
        await Own.Presses(answer.Button(Texts.ActionDoNotSend));
        NothingWasDone();
        await Own.Presses(answer.Button(Texts.ActionSendToAll));
        Assert.Equal(("I broke it", true), (Assert.Single(Site.Comments).Text, Site.Comments[0].IsPublic));
    }

    [Fact]
    public async Task A_requester_who_marks_a_form_text_private_is_asked_first()
    {
        var form = (await Own.Types("comment 39181")).OpenedForm();

        Assert.Equal(Texts.PrivateNotForRequesters, (await Own.Sends(form, (ArgumentNames.Text, "private: I broke it"))).Notice());
        NothingWasDone();
    }

    [Fact]
    public async Task In_a_channel_a_private_form_text_is_not_put_into_a_shared_button()
    {
        var channel = District.ChannelWith(TestDistrict.Requester);
        var form = (await channel.Types("comment 39181")).OpenedForm();

        var asked = await channel.Sends(form, (ArgumentNames.Text, "private: I broke it"));

        Assert.IsType<BotResponse.FormErrors>(asked);
        NothingWasDone();
    }

    [Fact]
    public async Task A_privacy_mark_also_counts_for_a_button()
    {
        var answer = await Chat.Types("new comment on 39181: private: she owes the fee");

        await Chat.Presses(answer.Card().Actions.OfType<CardAction.Press>().First());

        Assert.Equal(("she owes the fee", false), (Assert.Single(Site.Comments).Text, Site.Comments[0].IsPublic));
    }

    [Theory]
    [InlineData("close 39181 internal: parent still owes the fee")]
    [InlineData("resolve 39181, parent still owes the fee (private)")]
    public async Task A_private_note_does_not_go_to_the_requester(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(Texts.InsteadPrivate, answer.Notice());
        NothingWasDone();
        await Chat.Presses(answer.Button(Texts.ActionPrivateNote));
        Assert.Equal(("parent still owes the fee", false), (Assert.Single(Site.Comments).Text, Site.Comments[0].IsPublic));
    }

    [Theory]
    [InlineData("comment 39181 private school network is down")]
    [InlineData("comment 39181 internal battery replaced")]
    public async Task A_word_that_only_looks_like_a_mark_is_not_one(string line)
    {
        await Chat.Types(line);

        Assert.True(Assert.Single(Site.Comments).IsPublic);
    }

    [Theory]
    [InlineData("comment 39181 (private)")]
    [InlineData("comment 39181 private")]
    public async Task A_private_note_without_words_asks_for_them(string line)
    {
        var form = (await Chat.Types(line)).OpenedForm();

        Assert.Equal(CommentTicket.Private, Assert.Single(form.Fields.OfType<Field.Choice>()).Value);
        NothingWasDone();
    }
}
