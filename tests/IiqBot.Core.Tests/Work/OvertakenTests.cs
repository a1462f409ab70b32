using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Work;

/// <summary>A request that is tried again after its worker died undoes nothing that somebody did in between.</summary>
public sealed class OvertakenTests : DistrictTest
{
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);

    public static TheoryData<string> Lines => ["take 39181", "assign 39181 to Tess Technician", "move 39181 to in progress", "priority 39181 high", "due 39181 tomorrow"];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task What_a_colleague_changed_by_hand_after_the_worker_died_stays(string line)
    {
        await AcceptAsync(line);
        await DoneByTheFirstAttemptAsync(line);
        District.Time.Advance(TimeSpan.FromSeconds(20));
        var theirs = Theirs(Site.Laptop);
        Site.Changes(theirs, TestDistrict.Colleague, "something else");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(State(theirs), State(Site.Laptop));
        Assert.Contains(TestDistrict.Colleague.Name, Told(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_a_colleague_opened_again_is_not_closed_a_second_time_and_the_note_is_offered_as_a_comment()
    {
        const string Line = "close 39181, replaced the cable";
        await AcceptAsync(Line);
        await DoneByTheFirstAttemptAsync(Line);
        District.Time.Advance(TimeSpan.FromSeconds(20));
        Site.Changes(Theirs(Site.Laptop), TestDistrict.Colleague, "opened again");
        District.Time.Advance(LeaseOver);
        var work = Assert.Single(await District.Get<IInbox>().LeaseDueAsync(1, CancellationToken.None));

        var answer = await District.Dispatcher.AnswerAsync(new(work.Request) { Registration = District.Registry.Find(work.Request.Verb), Work = work }, CancellationToken.None);

        Assert.False(Site.Laptop.IsClosed);
        Assert.Empty(Site.Comments);
        Assert.Contains("I was interrupted", answer.FormAgain().Errors.Values.Single(), StringComparison.Ordinal);
        Assert.Equal("replaced the cable", answer.FormAgain().Filled["text"]);
    }

    [Fact]
    public async Task What_a_colleague_changed_through_the_bot_stays()
    {
        await AcceptAsync("take 39181");
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await District.ChatOf(TestDistrict.Colleague).Types("take 39181");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
        Assert.Equal(Texts.ChangedMeanwhileLeft.With(Texts.Taken.With(TestDistrict.Colleague.Name)), Told());
    }

    [Fact]
    public async Task What_the_same_person_asked_for_later_stays()
    {
        await AcceptAsync("move 39181 to in progress");
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await District.ChatOf(TestDistrict.Technician).Types("move 39181 to waiting on vendor");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task What_was_done_before_it_was_asked_for_does_not_stop_it()
    {
        Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, TestDistrict.Colleague, "waiting");
        District.Time.Advance(TimeSpan.FromSeconds(20));
        await AcceptAsync("take 39181");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    private static Ticket Theirs(Ticket ticket) => ticket with
    {
        Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name),
        Step = TestDistrict.Waiting,
        IsClosed = false,
        PriorityScore = TestDistrict.Low.MinScore,
        Due = null,
    };

    private static (Guid?, Guid?, bool, int?, DateTimeOffset?) State(Ticket ticket) => (ticket.Assignee?.Id, ticket.Step?.Id, ticket.IsClosed, ticket.PriorityScore, ticket.Due);

    private string Told() => Assert.Single(District.Messenger.Deliveries, delivery => NoticeOf(delivery.Card).StartsWith("I was interrupted", StringComparison.Ordinal)).Card.NoticeText();

    private static string NoticeOf(Card card) => card.Body.OfType<CardElement.Notice>().FirstOrDefault()?.Text ?? "";

    private Task<Accepted> AcceptAsync(string line) =>
        District.Dispatcher.AcceptAsync(District.ChatOf(TestDistrict.Technician).Typed("the-request", line), TestContext.Current.CancellationToken).AsTask();

    private Task DoneByTheFirstAttemptAsync(string line) => line.Split(' ')[0] switch
    {
        "take" or "assign" => Site.Tickets.Object.AssignAsync(TestDistrict.Laptop.Id, TestDistrict.Technician.Id, null, CancellationToken.None),
        "move" => Site.Tickets.Object.SetStatusAsync(TestDistrict.Laptop.Id, TestDistrict.InProgress.Id, CancellationToken.None),
        "priority" => Site.Tickets.Object.SetPriorityAsync(TestDistrict.Laptop.Id, TestDistrict.HighPriority, CancellationToken.None),
        "due" => Site.Tickets.Object.SetDueAsync(TestDistrict.Laptop.Id, TestDistrict.Now.AddDays(1), CancellationToken.None),
        _ => Site.Tickets.Object.CloseAsync(TestDistrict.Laptop.Id, null, CancellationToken.None),
    };
}
