using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Features;

/// <summary>
/// A completed change is reported as done, even if something fails afterwards, and shared answers do not name requesters.
/// </summary>
public sealed class DoneTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("take 39181")]
    [InlineData("move 39181 to in progress")]
    [InlineData("close 39181, replaced the cable")]
    [InlineData("comment 39181 hello")]
    [InlineData("note 39181 hello")]
    public async Task A_change_is_reported_as_done_if_the_ticket_cannot_be_read_again(string line)
    {
        Breaks(new IncidentIqException(IncidentIqFailure.ServerFailed, "GET ticket: 500") { StatusCode = 500 });

        var answer = await Chat.Types(line);

        Assert.StartsWith(TestDistrict.Technician.Name, answer.Notice(), StringComparison.Ordinal);
        Assert.Equal([Texts.ActionShowTicket], answer.Labels());
        Assert.True(Site.Laptop != TestDistrict.Laptop);
        Assert.Contains("could not show", District.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_reported_as_done_if_time_runs_out_afterwards()
    {
        Breaks(new OperationCanceledException());

        var answer = await Chat.Types("take 39181");

        Assert.Equal(Texts.Taken.With(TestDistrict.Technician.Name), answer.Notice());
        Site.Tickets.Setup(t => t.GetAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => Site.Laptop);
        var shown = await Chat.Presses(answer.Button(Texts.ActionShowTicket));
        Assert.IsType<BotResponse.ReplaceCard>(shown);
        Assert.Equal(TestDistrict.Laptop.Id, shown.Card().Ticket?.TicketId);
    }

    [Fact]
    public async Task A_change_in_a_channel_is_confirmed_with_the_minimum_if_the_ticket_fails_to_load()
    {
        Breaks(new IncidentIqException(IncidentIqFailure.Unreachable, "GET ticket"));

        (await District.ChannelWith(TestDistrict.Requester).Types("comment 39181 Liam again")).AssertShowsMinimum();
    }

    [Fact]
    public async Task A_change_that_could_not_be_shown_is_shown_to_the_next_person()
    {
        var pressed = (await District.ChatOf(TestDistrict.Colleague).Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Tickets.SetupSequence(t => t.GetAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.ServerFailed, "GET ticket: 500"))
            .ReturnsAsync(() => Site.Laptop);
        await Chat.Types("take 39181");

        Assert.Contains(
            Texts.Taken.With("Tess Technician"),
            (await District.ChatOf(TestDistrict.Colleague).Presses(pressed)).Notice(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(CommentTicket.Public)]
    [InlineData(CommentTicket.Private)]
    public async Task A_comment_from_an_outdated_card_says_who_changed_what_since(string visibility)
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionComment);
        Changes("moved it to In Progress");

        var answer = await Chat.Sends((await Chat.Presses(pressed)).OpenedForm(), ("text", "It works."), ("visibility", visibility));

        Assert.Single(Site.Comments);
        Assert.Equal(Texts.ChangedMeanwhile.With("Colin Colleague: moved it to In Progress."), answer.Notices()[1]);
    }

    [Fact]
    public async Task A_comment_from_a_current_card_mentions_no_changes()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionComment);

        Assert.Single((await Chat.Sends((await Chat.Presses(pressed)).OpenedForm(), ("text", "It works."))).Notices());
    }

    [Fact]
    public async Task A_press_on_an_older_card_is_not_stopped_by_a_newer_comment()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        await District.ChatOf(TestDistrict.Colleague).Types("comment 39181 on it");
        await District.ChatOf(TestDistrict.Colleague).Types("note 39181 lamp?");

        Assert.Equal(Texts.Taken.With("Tess Technician"), (await Chat.Presses(pressed)).Notice());
    }

    [Fact]
    public async Task In_a_channel_a_requester_who_changed_something_is_not_named()
    {
        var requester = District.ChannelWith(TestDistrict.Requester);
        var form = (await requester.Types("cancel 39181")).OpenedForm();

        var answer = await requester.Sends(form);

        Assert.Equal(Texts.Canceled.With(Texts.SomebodyName), answer.Notice());
        answer.AssertShowsMinimum();
    }

    [Fact]
    public async Task In_a_channel_a_requesters_recent_change_is_shown_without_their_name()
    {
        var channel = District.ChannelWith(TestDistrict.Technician);
        var (seen, inChat) = (
            (await channel.Types("39181")).Button(Texts.ActionTake),
            (await Chat.Types("39181")).Button(Texts.ActionTake)
        );
        District.Time.Advance(TimeSpan.FromMinutes(1));
        await District
            .ChatOf(TestDistrict.Requester)
            .Sends((await District.ChatOf(TestDistrict.Requester).Types("cancel 39181")).OpenedForm());
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop, TestDistrict.Requester, "Subject changed", ActivityKind.Revision);

        var answer = await channel.Presses(seen);

        Assert.Contains(Texts.Canceled.With(Texts.SomebodyName), answer.Notice(), StringComparison.Ordinal);
        Assert.Contains(Texts.ChangedBy.With(Texts.SomebodyName, Texts.ChangedSomething), answer.Notice(), StringComparison.Ordinal);
        answer.AssertShowsMinimum();
        Assert.Contains(Texts.Canceled.With(TestDistrict.Requester.Name), (await Chat.Presses(inChat)).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requester_sees_a_closing_note_only_if_it_is_public()
    {
        Happened("Student broke it on purpose.", isPublic: false);
        Happened("Replaced the screen.", isPublic: true);

        var requesters = (await District.ChatOf(TestDistrict.Requester).Types("history 39181")).Everything();
        var technicians = (await Chat.Types("history 39181")).Everything();

        Assert.DoesNotContain("on purpose", requesters, StringComparison.Ordinal);
        Assert.Contains("Replaced the screen.", requesters, StringComparison.Ordinal);
        Assert.Contains("on purpose", technicians, StringComparison.Ordinal);

        void Happened(string text, bool isPublic) =>
            Site.Timeline.Add(
                (
                    TestDistrict.Laptop.Id,
                    new(
                        Guid.NewGuid(),
                        ActivityKind.Closed,
                        District.Time.GetUtcNow(),
                        TestDistrict.Colleague.Id,
                        TestDistrict.Colleague.Name,
                        text,
                        isPublic
                    )
                )
            );
    }

    private void Breaks(Exception exception) =>
        Site.Tickets.Setup(t => t.GetAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>())).ThrowsAsync(exception);

    private void Changes(string what)
    {
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop with { Step = TestDistrict.InProgress }, TestDistrict.Colleague, what);
    }
}
