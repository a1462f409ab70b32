using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>The effect of a request happens once, however often the request is delivered or the form is sent.</summary>
public sealed class OnceOnlyTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task A_request_delivered_twice_runs_once_and_gets_the_same_answer()
    {
        var chat = Chat with { RequestId = "delivered-twice" };

        var first = await chat.Types("take 39181");
        var second = await chat.Types("take 39181");

        Assert.Same(first, second);
        Site.Tickets.Verify(
            t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
    }

    [Fact]
    public async Task Requests_of_two_people_with_the_same_id_are_two_requests()
    {
        await (Chat with { RequestId = "the-same" }).Types("comment 39181 mine");
        var answer = await (District.ChatOf(TestDistrict.Colleague) with { RequestId = "the-same" }).Types("comment 39181 theirs");

        Assert.Equal(["mine", "theirs"], Site.Comments.Select(comment => comment.Text));
        Assert.Equal(Texts.Commented.With(TestDistrict.Colleague.Name), answer.Notice());
    }

    [Fact]
    public async Task A_form_sent_twice_runs_once()
    {
        var form = (await Chat.Types("comment 39181")).OpenedForm();

        await Chat.Sends(form, ("text", "It works again."));
        await Chat.Sends(form, ("text", "It works again."));

        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_form_sent_twice_at_the_same_time_runs_once()
    {
        var form = (await Chat.Types("comment 39181")).OpenedForm();
        var (isWriting, mayFinish) = (new TaskCompletionSource(), new TaskCompletionSource());
        Site.Activities.Setup(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .Returns(
                async (Guid _, NewComment comment, CancellationToken _) =>
                {
                    Site.Comments.Add(comment);
                    isWriting.TrySetResult();
                    await mayFinish.Task;
                }
            );

        var first = Chat.Sends(form, ("text", "It works again."));
        await isWriting.Task;
        var second = Chat.Sends(form, ("text", "It works again."));
        mayFinish.SetResult();

        Assert.Same(await first, await second);
        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_form_with_wrong_answers_runs_after_they_are_corrected()
    {
        var form = (await Chat.Types("comment 39181")).OpenedForm();
        var again = (await Chat.Sends(form)).FormAgain();

        await Chat.Sends(again, ("text", "It works again."));

        Assert.Equal("It works again.", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_filing_with_a_wrong_room_is_filed_after_the_room_is_corrected()
    {
        var form = (await Chat.Types("new")).OpenedForm();
        (string, string)[] answers = [("issue", TestDistrict.Cracked.Id.ToString()), ("description", "Cracked.")];
        var again = (await Chat.Sends(form, [.. answers, ("room", TestDistrict.OakRoom.Id.ToString())])).FormAgain();

        await Chat.Sends(again, [.. answers, ("room", TestDistrict.Room204.Id.ToString())]);

        Assert.Equal(TestDistrict.Room204.Id, Assert.Single(Site.Created).RoomId);
    }

    [Fact]
    public async Task A_failed_form_can_be_sent_again()
    {
        Site.Activities.SetupSequence(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Invalid, "POST activities: 400"))
            .Returns(Task.CompletedTask);
        var form = (await Chat.Types("comment 39181")).OpenedForm();

        var again = (await Chat.Sends(form, ("text", "It works again."))).FormAgain();
        var answer = await Chat.Sends(again);

        Assert.Contains("added a comment", answer.Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retried_comment_has_the_same_id()
    {
        var ids = new List<Guid>();
        Site.Activities.Setup(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid _, NewComment comment, CancellationToken _) =>
                {
                    ids.Add(comment.Id);
                    return ids.Count < 4
                        ? Task.FromException(
                            new IncidentIqException(IncidentIqFailure.TimedOut, "POST activities") { OutcomeUnknown = true }
                        )
                        : Task.CompletedTask;
                }
            );

        await Chat.Types("comment 39181 It works again.");
        for (var attempt = 2; attempt <= 4; attempt++)
            await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(4, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Two_comments_with_the_same_text_are_two_comments()
    {
        await Chat.Types("comment 39181 ping");
        await Chat.Types("comment 39181 ping");

        Assert.Equal(2, Site.Comments.Select(comment => comment.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_form_instance_used_by_another_person_stops_nobody()
    {
        var form = (await Chat.Types("comment 39181")).OpenedForm();
        await District.ChatOf(TestDistrict.Colleague).Sends(form, ("text", "Mine."));

        await Chat.Sends(form, ("text", "Theirs."));

        Assert.Equal(["Mine.", "Theirs."], Site.Comments.Select(comment => comment.Text));
        Assert.Equal(2, Site.Comments.Select(comment => comment.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_repeated_read_gets_a_fresh_answer()
    {
        var chat = Chat with { RequestId = "read-twice" };
        await chat.Types("show 39181");
        Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, TestDistrict.Colleague, "Waiting");

        Assert.Contains(TestDistrict.Waiting.Name, (await chat.Types("show 39181")).Badges());
    }
}
