using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Deliveries;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Settings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Tests.Features;

/// <summary>
/// Every route that writes: once it has written, nothing can be read any more. It is told as done all the same, and a repeat does nothing.
/// </summary>
public sealed class AfterEffectTests : DistrictTest
{
    private static readonly Arguments Laptop = Arguments.Of(TicketArguments.Ticket, TestDistrict.Laptop.Id.ToString());

    // What makes each route write; what has to be before goes first.
    private static readonly Dictionary<string, (string[] Before, Func<Conversation, Task<BotResponse>> Act)> Acts = new()
    {
        [FileTicket.Verb] = ([], chat => chat.Types("new Projector in 204 shows no picture")),
        [CommentTicket.Verb] = ([], chat => chat.Types("comment 39181 hello")),
        [NoteTicket.Verb] = ([], chat => chat.Types("note 39181 hello")),
        [ReservedVerbs.FilesSent] = ([], chat => chat.Presses(ReservedVerbs.FilesSent, Arguments.None
            .With(ReservedVerbs.MessageText, "attach to 39181").With(ReservedVerbs.MessageFiles, "hum.mp3").With(ReservedVerbs.MessageAttachments, "F1 hum.mp3"))),
        [CancelTicket.Verb] = ([], chat => chat.Sends(CancelTicket.Verb, Laptop.With("reason", TestDistrict.Withdrawn.Id))),
        [ReopenTicket.Verb] = (["close 39181, done"], chat => chat.Types("reopen 39181")),
        [TakeTicket.Verb] = ([], chat => chat.Types("take 39181")),
        [AssignTicket.Verb] = ([], chat => chat.Types("assign 39181 to Colin Colleague")),
        [UnassignTicket.Verb] = (["take 39181"], chat => chat.Types("unassign 39181")),
        [PrioritizeTicket.Verb] = ([], chat => chat.Types("priority 39181 low")),
        [ScheduleTicket.Verb] = ([], chat => chat.Types("due 39181 tomorrow")),
        [EditTicket.Verb] = ([], chat => chat.Sends(EditTicket.Verb, Laptop.With("subject", "Another subject")
            .With("issue", TestDistrict.Cracked.Id).With("location", TestDistrict.High.Id).With("room", TestDistrict.Room204.Id))),
        [LinkAsset.Verb] = ([], chat => chat.Types("asset 39181 CB-1234")),
        [MoveTicket.Verb] = ([], chat => chat.Types("move 39181 to in progress")),
        [ResolveTicket.Verb] = ([], chat => chat.Types("close 39181, new lamp")),
    };

    // These change nothing in Incident IQ; they are tested where they are at home.
    private static readonly string[] OfTheBotAlone = [ResendDelivery.Verb, ChangeSettings.Verb, ForgetSettings.Verb];

    // These go on with what another request began.
    private static readonly string[] Carrying = [ContinueFiling.Verb, UndoChange.Verb];

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var verb in Acts.Keys)
            {
                foreach (var fault in (string[])["500", "nonsense", "null"]) all.Add(verb, fault);
            }

            return all;
        }
    }

    [Fact]
    public void Every_route_that_writes_is_here() => Assert.Equal(
        District.Registry.Routes.Where(route => route.Writes).Select(route => route.Verb).Order(),
        Acts.Keys.Concat(OfTheBotAlone).Concat(Carrying).Order());

    [Theory, MemberData(nameof(All))]
    public async Task What_was_done_is_told_as_done_and_not_done_again(string verb, string fault)
    {
        District.Chat.Keeps("F1", "hum.mp3", 1, 2);
        var chat = District.ChatOf(TestDistrict.Technician);
        foreach (var line in Acts[verb].Before) await chat.Types(line);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));
        var before = Site.Written;
        Site.BreaksOnceWritten(FaultOf(fault));

        var answer = await Acts[verb].Act(chat with { RequestId = "the-request" });
        var written = Site.Written;
        await Acts[verb].Act(chat with { RequestId = "the-request" });

        Assert.True(written > before);
        Assert.False(answer.IsFailure);
        Assert.Contains(answer.Card().Body.OfType<Core.Cards.CardElement.Notice>(), notice => notice.Tone == Core.Cards.Tone.Good);
        Assert.Contains("#", answer.Card().Title, StringComparison.Ordinal);
        Assert.Equal(written, Site.Written);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("nonsense")]
    [InlineData("null")]
    public async Task What_was_taken_back_is_told_as_taken_back(string fault)
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        var undo = (await chat.Types("take 39181")).Button(Texts.ActionUndo);
        Site.BreaksOnceWritten(FaultOf(fault));

        var answer = await chat.Presses(undo);

        Assert.Null(Site.Laptop.Assignee);
        Assert.Equal(Texts.Undone.With(TestDistrict.Technician.Name), answer.Notice());
    }

    [Theory]
    [InlineData("500")]
    [InlineData("null")]
    public async Task Settings_that_were_saved_are_told_as_saved(string fault)
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        var form = (await chat.Presses(ChangeSettings.Verb, Arguments.None)).OpenedForm();
        var rooms = 0;
        Site.Lookups.Setup(l => l.LocationsAsync(It.IsAny<CancellationToken>()))
            .Returns(() => ++rooms > 1 ? Task.FromException<IReadOnlyList<IncidentIq.Lookups.Location>>(FaultOf(fault)) : Task.FromResult<IReadOnlyList<IncidentIq.Lookups.Location>>([TestDistrict.High]));

        var answer = await chat.Sends(form, ("location", TestDistrict.High.Id.ToString()));

        Assert.Contains(Texts.SettingsSaved, answer.Notices());
        Assert.Equal(TestDistrict.High.Id, (await District.Get<IPersonalSettings>().FindAsync(TestDistrict.Technician.Id, TestContext.Current.CancellationToken)).LocationId);
    }

    private static Exception FaultOf(string fault) => fault switch
    {
        "500" => new IncidentIqException(IncidentIqFailure.ServerFailed, "GET: 500") { StatusCode = 500 },
        "nonsense" => new IncidentIqException(IncidentIqFailure.NotUnderstood, "GET: no JSON"),
        _ => new InvalidCastException("a null row"),
    };
}
