using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>What requesters do with their own tickets.</summary>
public sealed class OwnTicketTests : DistrictTest
{
    private Conversation Requester => District.ChatOf(TestDistrict.Requester);

    [Fact]
    public async Task A_comment_is_public_and_in_its_authors_name()
    {
        var answer = await Requester.Types("comment 39181 it works again");

        var comment = Assert.Single(Site.Comments);
        Assert.Equal(
            (TestDistrict.Requester.Id, TestDistrict.Requester.Name, "it works again", true),
            (comment.AuthorId, comment.AuthorName, comment.Text, comment.IsPublic)
        );
        Assert.Equal(Texts.Commented.With(TestDistrict.Requester.Name), answer.Notice());
    }

    [Fact]
    public async Task A_requesters_comment_form_has_no_private_option()
    {
        var form = (await Requester.Types("comment 39181")).OpenedForm();

        Assert.Equal(["text"], form.Fields.Select(field => field.Id));
    }

    [Fact]
    public async Task A_requester_cannot_write_a_private_note_with_a_forged_form()
    {
        var form = (await Requester.Types("comment 39181")).OpenedForm();

        await Requester.Sends(form, ("text", "secret"), ("visibility", "private"));

        Assert.DoesNotContain(Site.Comments, comment => !comment.IsPublic);
    }

    [Fact]
    public async Task Canceling_ones_own_ticket_asks_for_confirmation()
    {
        var form = (await Requester.Types("cancel 39181")).OpenedForm();
        Assert.False(Site.Laptop.IsClosed);

        var answer = await Requester.Sends(form);

        Assert.Equal(TestDistrict.Canceled, Site.Laptop.Step);
        Assert.Equal(TestDistrict.Withdrawn.Id, Site.Laptop.CloseReasonId);
        Assert.Equal(Texts.Canceled.With(TestDistrict.Requester.Name), answer.Notice());
    }

    [Fact]
    public async Task A_ticket_canceled_while_the_question_was_open_is_not_canceled_again()
    {
        var form = (await Requester.Types("cancel 39181")).OpenedForm();
        Site.Holds(Site.Laptop with { Step = TestDistrict.Canceled, IsClosed = true });

        Assert.Equal(Texts.TicketIsClosed, (await Requester.Sends(form)).Notice());
    }

    [Fact]
    public async Task A_follower_comments_but_neither_cancels_nor_reopens()
    {
        var follower = District.ChatOf(TestDistrict.Follower);

        Assert.Equal(Texts.RefusedNotOwn, (await follower.Types("cancel 39181")).Notice());
        await follower.Types("comment 39181 me too");
        Assert.Single(Site.Comments);

        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
        await follower.Types("reopen 39181");
        Assert.True(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_requester_reopens_their_own()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });

        await Requester.Types("reopen 39181");

        Assert.False(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_requester_reads_and_comments_their_own_sensitive_ticket_in_their_own_chat()
    {
        Site.Holds(Site.Laptop with { IsSensitive = true });

        Assert.Contains("Liam", (await Requester.Types("39181")).Everything(), StringComparison.Ordinal);
        await Requester.Types("comment 39181 thank you");
        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_requester_does_not_move_their_ticket_by_a_forged_form()
    {
        await Requester.Sends(Verbs.MoveTicket, TicketArguments.For(Site.Laptop).With(ArgumentNames.Step, TestDistrict.InProgress.Id));
        await Requester.Sends(Verbs.ResolveTicket, TicketArguments.For(Site.Laptop).With("note", "done"));

        Assert.Equal(TestDistrict.Laptop, Site.Laptop);
        Assert.Empty(Site.Comments);
    }
}
