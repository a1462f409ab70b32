using IiqBot.Core.Durability;
using IiqBot.Core.Features.Deliveries;
using IiqBot.Core.Model;
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
        [Verbs.FileTicket] = ([], chat => chat.Types("new Projector in 204 shows no picture")),
        [Verbs.CommentTicket] = ([], chat => chat.Types("comment 39181 hello")),
        [Verbs.NoteTicket] = ([], chat => chat.Types("note 39181 hello")),
        [Verbs.AttachFiles] = (
            [],
            chat =>
                chat.Presses(
                    Verbs.AttachFiles,
                    Arguments
                        .None.With(ArgumentNames.Text, "attach to 39181")
                        .With(ArgumentNames.MessageFiles, "hum.mp3")
                        .With(ArgumentNames.MessageAttachments, "F1 hum.mp3")
                )
        ),
        [Verbs.CancelTicket] = ([], chat => chat.Sends(Verbs.CancelTicket, Laptop.With("reason", TestDistrict.Withdrawn.Id))),
        [Verbs.ReopenTicket] = (["close 39181, done"], chat => chat.Types("reopen 39181")),
        [Verbs.TakeTicket] = ([], chat => chat.Types("take 39181")),
        [Verbs.AssignTicket] = ([], chat => chat.Types("assign 39181 to Colin Colleague")),
        [Verbs.UnassignTicket] = (["take 39181"], chat => chat.Types("unassign 39181")),
        [Verbs.PrioritizeTicket] = ([], chat => chat.Types("priority 39181 low")),
        [Verbs.ScheduleTicket] = ([], chat => chat.Types("due 39181 tomorrow")),
        [Verbs.EditTicket] = (
            [],
            chat =>
                chat.Sends(
                    Verbs.EditTicket,
                    Laptop
                        .With("subject", "Another subject")
                        .With("issue", TestDistrict.Cracked.Id)
                        .With("location", TestDistrict.High.Id)
                        .With("room", TestDistrict.Room204.Id)
                )
        ),
        [Verbs.LinkAsset] = ([], chat => chat.Types("asset 39181 CB-1234")),
        [Verbs.MoveTicket] = ([], chat => chat.Types("move 39181 to in progress")),
        [Verbs.ResolveTicket] = ([], chat => chat.Types("close 39181, new lamp")),
    };

    // These change nothing in Incident IQ; they are tested where they are at home.
    private static readonly string[] OfTheBotAlone = [Verbs.ResendDelivery, Verbs.ChangeSettings, Verbs.ForgetSettings];

    // These go on with what another request began.
    private static readonly string[] Carrying = [Verbs.ContinueFiling, Verbs.UndoChange];

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var verb in Acts.Keys)
            {
                foreach (var fault in (string[])["500", "nonsense", "null"])
                    all.Add(verb, fault);
            }

            return all;
        }
    }

    [Fact]
    public void Every_route_that_writes_is_here() =>
        Assert.Equal(
            District.Registry.Routes.Where(route => route.Writes).Select(route => route.Verb).Order(),
            Acts.Keys.Concat(OfTheBotAlone).Concat(Carrying).Order()
        );

    [Theory, MemberData(nameof(All))]
    public async Task What_was_done_is_told_as_done_and_not_done_again(string verb, string fault)
    {
        District.Chat.Keeps("F1", "hum.mp3", 1, 2);
        var chat = District.ChatOf(TestDistrict.Technician);
        foreach (var line in Acts[verb].Before)
            await chat.Types(line);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));
        var before = Site.Written;
        Site.BreaksOnceWritten(FaultOf(fault));

        var answer = await Acts[verb].Act(chat with { RequestId = "the-request" });
        var written = Site.Written;
        await Acts[verb].Act(chat with { RequestId = "the-request" });

        Assert.True(written > before);
        Assert.False(answer.IsFailure);
        Assert.Contains(answer.Card().Body.OfType<CardElement.Notice>(), notice => notice.Tone == Tone.Good);
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
        var form = (await chat.Presses(Verbs.ChangeSettings, Arguments.None)).OpenedForm();
        var rooms = 0;
        Site.Lookups.Setup(l => l.LocationsAsync(It.IsAny<CancellationToken>()))
            .Returns(() =>
                ++rooms > 1
                    ? Task.FromException<IReadOnlyList<IncidentIq.Lookups.Location>>(FaultOf(fault))
                    : Task.FromResult<IReadOnlyList<IncidentIq.Lookups.Location>>([TestDistrict.High])
            );

        var answer = await chat.Sends(form, ("location", TestDistrict.High.Id.ToString()));

        Assert.Contains(Texts.SettingsSaved, answer.Notices());
        Assert.Equal(
            TestDistrict.High.Id,
            (
                await District.Get<IPersonalSettings>().FindAsync(TestDistrict.Technician.Id, TestContext.Current.CancellationToken)
            ).LocationId
        );
    }

    private static Exception FaultOf(string fault) =>
        fault switch
        {
            "500" => new IncidentIqException(IncidentIqFailure.ServerFailed, "GET: 500") { StatusCode = 500 },
            "nonsense" => new IncidentIqException(IncidentIqFailure.NotUnderstood, "GET: no JSON"),
            _ => new InvalidCastException("a null row"),
        };
}
