using IiqBot.Core.Durability;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Tests.Work;

/// <summary>If a waiting request then needs the person, the card that said "Saved" asks them, and nothing they typed is lost.</summary>
public sealed class KeptQuestionTests : DistrictTest
{
    private const string UnclearLine = "new screen odd";

    private static readonly IncidentIqException Down = new(IncidentIqFailure.Unreachable, "no connection");

    private Conversation Chat => District.ChatOf(TestDistrict.Requester);

    [Fact]
    public async Task During_an_outage_a_filing_form_that_needs_no_lookup_opens_at_once()
    {
        District.Get<Outage>().Failed();

        var form = (await Chat.Types(UnclearLine)).OpenedForm();

        Assert.Equal("screen odd", form.Filled[ArgumentNames.Description]);
        Assert.Contains(Texts.WaitingNone, (await Chat.Types("waiting")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_outage_an_unclear_line_gets_its_question_on_the_saved_card()
    {
        ListsFail(Down);
        Assert.Equal(Texts.WaitingTitle, (await Chat.Types(UnclearLine)).Card().Title);

        ListsFail(null);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        var card = Assert.Single(District.Messenger.Messages).Value;
        Assert.StartsWith(Texts.WaitingAsks[..20], card.NoticeText(), StringComparison.Ordinal);
        Assert.Contains("screen odd", card.Body.OfType<CardElement.Paragraph>().Select(paragraph => paragraph.Text));
        var form = (await Chat.Presses(card.Actions.OfType<CardAction.Press>().Single())).OpenedForm();
        Assert.Equal("screen odd", form.Filled[ArgumentNames.Description]);
        await Chat.Sends(form, (FilingForm.Issue, TestDistrict.Cracked.Id.ToString()));
        Assert.StartsWith("screen odd", Assert.Single(Site.Created).Description, StringComparison.Ordinal);
        Assert.Contains(Texts.WaitingNone, (await Chat.Types("waiting")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_form_with_wrong_answers_returns_on_the_card_and_can_be_sent_again()
    {
        var form = (await Chat.Types("new")).OpenedForm();
        ListsFail(Down);
        await Chat.Sends(
            form,
            ("issue", TestDistrict.Cracked.Id.ToString()),
            ("description", "It fell."),
            ("room", TestDistrict.OakRoom.Id.ToString())
        );

        ListsFail(null);
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        var card = Assert.Single(District.Messenger.Messages).Value;
        Assert.Contains(Texts.FieldRoomElsewhere, card.Body.OfType<CardElement.Paragraph>().Select(paragraph => paragraph.Text));
        var again = (await Chat.Presses(card.Actions.OfType<CardAction.Press>().Single())).OpenedForm();
        await Chat.Sends(again, ("room", TestDistrict.Room204.Id.ToString()));
        Assert.Equal((TestDistrict.Room204.Id, TestDistrict.Cracked), (Assert.Single(Site.Created).RoomId, Site.Created[0].Issue));
    }

    [Fact]
    public async Task A_saved_form_that_fails_comes_back_on_its_card_with_the_answers()
    {
        var form = (await Chat.Types("new")).OpenedForm();
        ListsFail(Down);
        await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."));

        ListsFail(null);
        Site.Tickets.Setup(tickets => tickets.CreateAsync(It.IsAny<IncidentIq.Tickets.NewTicket>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Invalid, "POST tickets/new: 400"));
        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        var card = Assert.Single(District.Messenger.Messages).Value;
        Assert.StartsWith(Texts.WaitingAsks[..20], card.NoticeText(), StringComparison.Ordinal);
        var again = (await Chat.Presses(card.Actions.OfType<CardAction.Press>().Single())).OpenedForm();
        Assert.Equal("It fell.", again.Filled[ArgumentNames.Description]);
    }

    [Fact]
    public async Task A_question_is_shown_even_if_the_worker_crashes_before_showing_it()
    {
        ListsFail(Down);
        await Chat.Types(UnclearLine);
        ListsFail(null);
        District.Time.Advance(TimeSpan.FromMinutes(2));
        var work = Assert.Single(await District.Get<IInbox>().LeaseDueAsync(1, Token));
        await District.Dispatcher.AnswerAsync(
            new(work.Request) { Registration = District.Registry.Find(Verbs.FileTicket), Work = work },
            Token
        );

        await District.PumpAsync(later: IInbox.LeaseTime);

        Assert.StartsWith(Texts.WaitingAsks[..20], Assert.Single(District.Messenger.Messages).Value.NoticeText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_request_that_is_refused_says_so_on_its_card_in_a_channel()
    {
        var chat = District.ChannelWith(TestDistrict.Technician);
        Site.Activities.SetupSequence(a =>
                a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<IncidentIq.Activities.NewComment>(), It.IsAny<CancellationToken>())
            )
            .ThrowsAsync(Down)
            .Returns(Task.CompletedTask);
        await chat.Types("note 39181 cable");
        Site.Holds(
            Site.Laptop with
            {
                Requester = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name),
                ProductId = TestDistrict.Facilities,
            }
        );

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(Texts.RefusedNotAgent, Assert.Single(District.Messenger.Messages).Value.NoticeText());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void ListsFail(Exception? failure)
    {
        var issues = Site.Lookups.Setup(l => l.IssuesAsync(It.IsAny<CancellationToken>()));
        if (failure is null)
            issues.ReturnsAsync([TestDistrict.NoPicture, TestDistrict.Lamp, TestDistrict.Cracked]);
        else
            issues.ThrowsAsync(failure);
    }
}
