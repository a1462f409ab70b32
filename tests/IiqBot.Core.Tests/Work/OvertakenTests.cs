using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Work;

/// <summary>A request that is retried after its worker crashed undoes nothing that anybody did in between.</summary>
public sealed class OvertakenTests : DistrictTest
{
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);

    public static TheoryData<string, bool> Changing =>
        new(WritingSamples.Changing.SelectMany(row => (bool[])[true, false], (row, isActKnown) => (row.Data, isActKnown)));

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task A_retried_change_stops_if_somebody_changed_the_ticket_since(string verb, bool isActKnown)
    {
        await using var request = await InterruptedRequest.OfAsync(verb);
        var site = request.Site;
        await request.DiesOnceDoneAsync(isActKnown);
        request.District.Time.Advance(TimeSpan.FromSeconds(20));
        site.Linked.Clear();
        site.Changes(request.Before, TestDistrict.Colleague, "put back as it was");
        var (written, effects) = (site.Written, request.Effects);

        await request.TakeOverAsync();

        Assert.Equal(written, site.Written);
        Assert.Equal(effects, request.Effects);
        var told = new BotResponse.Reply(Assert.Single(request.Answers)).Everything();
        Assert.Contains(verb == Verbs.UndoChange ? Texts.UndoChanged : TestDistrict.Colleague.Name, told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task A_retried_change_that_still_stands_is_reported_as_done(string verb, bool isActKnown)
    {
        await using var request = await InterruptedRequest.OfAsync(verb);
        var site = request.Site;
        await request.DiesOnceDoneAsync(isActKnown);
        request.District.Time.Advance(TimeSpan.FromSeconds(20));
        site.Changes(site.Laptop with { Description = "It fell off a desk." }, TestDistrict.Colleague, "another description");
        var (written, effects) = (site.Written, request.Effects);

        await request.TakeOverAsync();

        Assert.Equal(written, site.Written);
        Assert.Equal(effects, request.Effects);
        Assert.Equal(Tone.Good, Assert.Single(request.Answers).Body.OfType<CardElement.Notice>().First().Tone);
    }

    [Fact]
    public async Task A_retried_typed_undo_does_not_undo_a_second_change()
    {
        var (chat, step) = (District.ChatOf(TestDistrict.Technician), TimeSpan.FromSeconds(1));
        var other = Site.Laptop with { Id = TestDistrict.Id(2), Number = "39182", Step = TestDistrict.Waiting };
        Site.Holds(other);
        Site.Holds(Site.Laptop with { Step = TestDistrict.Waiting });
        await chat.Types("move 39182 to in progress");
        District.Time.Advance(step);
        var moved = await chat.Types("move 39181 to in progress");
        District.Time.Advance(step);
        await AcceptAsync("undo");
        District.Time.Advance(step);
        await chat.Presses(moved.Button(Texts.ActionUndo)); // as the first attempt did

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal((TestDistrict.Waiting, TestDistrict.InProgress), (Site.Laptop.Step, Site[other.Id].Step));
        var answer = District.Messenger.Deliveries.Last(delivery => delivery.What == "answer").Card;
        Assert.Equal(Texts.Undone.With(TestDistrict.Technician.Name), answer.NoticeText());
    }

    [Fact]
    public async Task A_ticket_a_colleague_reopened_stays_open_and_the_note_is_offered_as_a_comment()
    {
        const string Line = "close 39181, replaced the cable";
        await AcceptAsync(Line);
        await Site.Tickets.Object.CloseAsync(TestDistrict.Laptop.Id, null, CancellationToken.None);
        District.Time.Advance(TimeSpan.FromSeconds(20));
        Site.Changes(Theirs(Site.Laptop), TestDistrict.Colleague, "opened again");
        District.Time.Advance(LeaseOver);
        var work = Assert.Single(await District.Get<IInbox>().LeaseDueAsync(1, CancellationToken.None));

        var answer = await District.Dispatcher.AnswerAsync(
            new(work.Request) { Registration = District.Registry.Find(work.Request.Verb), Work = work },
            CancellationToken.None
        );

        Assert.False(Site.Laptop.IsClosed);
        Assert.Empty(Site.Comments);
        Assert.Contains("I was interrupted", answer.FormAgain().Errors.Values.Single(), StringComparison.Ordinal);
        Assert.Equal("replaced the cable", answer.FormAgain().Filled["text"]);
    }

    [Fact]
    public async Task A_retry_keeps_what_a_colleague_changed_through_the_bot()
    {
        await AcceptAsync("take 39181");
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await District.ChatOf(TestDistrict.Colleague).Types("take 39181");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
        Assert.Equal(Texts.ChangedMeanwhileLeft.With(Texts.Taken.With(TestDistrict.Colleague.Name)), Told());
    }

    [Fact]
    public async Task A_retry_keeps_a_later_change_by_the_same_person()
    {
        await AcceptAsync("move 39181 to in progress");
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to waiting on vendor");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_change_made_before_the_request_does_not_stop_its_retry()
    {
        Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, TestDistrict.Colleague, "waiting");
        District.Time.Advance(TimeSpan.FromSeconds(20));
        await AcceptAsync("take 39181");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    private static Ticket Theirs(Ticket ticket) =>
        ticket with
        {
            Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name),
            Step = TestDistrict.Waiting,
            IsClosed = false,
            PriorityScore = TestDistrict.Low.MinScore,
            Due = null,
        };

    private string Told() =>
        Assert
            .Single(
                District.Messenger.Deliveries,
                delivery => NoticeOf(delivery.Card).StartsWith("I was interrupted", StringComparison.Ordinal)
            )
            .Card.NoticeText();

    private static string NoticeOf(Card card) => card.Body.OfType<CardElement.Notice>().FirstOrDefault()?.Text ?? "";

    private Task<Accepted> AcceptAsync(string line) =>
        District
            .Dispatcher.AcceptAsync(
                District.ChatOf(TestDistrict.Technician).Typed("the-request", line),
                TestContext.Current.CancellationToken
            )
            .AsTask();
}
