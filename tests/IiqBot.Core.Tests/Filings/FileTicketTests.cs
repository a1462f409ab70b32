using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Filings;

public sealed class FileTicketTests : DistrictTest
{
    private const string SureLine = "new Projector in 204 shows no picture";

    private Conversation Chat => District.ChatOf(TestDistrict.Requester);

    [Fact]
    public async Task A_clear_line_files_with_two_calls()
    {
        var answer = await Chat.Types(SureLine);

        var filed = Assert.Single(Site.Created);
        Assert.Equal(
            (TestDistrict.NoPicture, TestDistrict.High.Id, (Guid?)TestDistrict.Room204.Id),
            (filed.Issue, filed.LocationId, filed.RoomId)
        );
        Assert.Equal(
            (TestDistrict.Requester.Id, "Projector in 204 shows no picture", false),
            (filed.RequesterId, filed.Subject, filed.IsUrgent)
        );
        Assert.StartsWith("Projector in 204 shows no picture\n", filed.Description, StringComparison.Ordinal);
        Assert.Equal(Texts.Filed.With("40001"), answer.Notice());
        Assert.Equal(TestDistrict.Requester.Name, answer.FactOf(Texts.FactRequester));
        var ticket = Assert.Single(Site.All, t => t.Number == "40001");
        Assert.Equal((TestDistrict.Requester.Id, TestDistrict.Requester.Id), (ticket.Owner!.Id, ticket.Requester!.Id));
        Assert.Equal(2, Site.Calls);
    }

    [Fact]
    public async Task A_taken_reference_is_replaced_and_a_repeat_uses_the_same_replacement()
    {
        using var ledger = new TakenLedger();
        await using var district = new Scenario(services => services.AddSingleton<IFilingLedger>(ledger));
        var line = Arguments.Of(ArgumentNames.Text, SureLine["new ".Length..]).With(Form.InstanceKey, Guid.NewGuid().ToString());

        await district.ChatOf(TestDistrict.Requester).Presses(Verbs.FileTicket, line);
        await district.ChatOf(TestDistrict.Requester).Presses(Verbs.FileTicket, line);

        var filed = Assert.Single(district.Site.Created);
        Assert.DoesNotContain(ledger.Taken!.Reference, filed.Description, StringComparison.Ordinal);
        Assert.Equal(ledger.Taken, await ledger.FindAsync(ledger.Taken.Reference, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_answer_has_the_next_buttons()
    {
        var answer = await Chat.Types(SureLine);

        Assert.Contains(Texts.ActionComment, answer.Labels());
        Assert.Contains(Texts.ActionCancel, answer.Labels());
        await Chat.Sends((await Chat.Presses(answer.Button(Texts.ActionComment))).OpenedForm(), ("text", "Please hurry."));
        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_ticket_filed_in_a_channel_is_shown_only_to_its_author() =>
        Assert.True((await District.ChannelWith(TestDistrict.Requester).Types(SureLine)).IsPrivate());

    [Fact]
    public async Task A_form_corrected_after_a_refusal_files_the_corrected_values()
    {
        var attempts = 0;
        Site.Tickets.Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                (NewTicket ticket, CancellationToken _) =>
                    ++attempts == 1
                        ? throw new IncidentIqException(IncidentIqFailure.Invalid, "POST tickets/new: 400")
                        : Site.Create(ticket)
            );
        var form = (await Chat.Types("new")).OpenedForm();

        var refused = (await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."))).FormAgain();
        await Chat.Sends(refused, ("issue", TestDistrict.NoPicture.Id.ToString()), ("description", "No picture at all."));

        var filed = Assert.Single(Site.Created);
        Assert.Equal((TestDistrict.NoPicture, "No picture at all."), (filed.Issue, filed.Subject));
    }

    [Theory]
    [InlineData("new Projector is strange")]
    [InlineData("new it does not work")]
    [InlineData("new no picture")]
    public async Task An_unclear_line_opens_the_form_with_what_was_understood(string line)
    {
        var form = (await Chat.Types(line)).OpenedForm();

        Assert.Equal(line[4..], Field<Field.Text>(form, "description").Value);
        Assert.Equal(TestDistrict.High.Name, Field<Field.Search>(form, "location").Selected?.Label);
        Assert.Null(Field<Field.Search>(form, "issue").Selected);
        Assert.Empty(Site.Created);
    }

    [Fact]
    public async Task Likely_issues_are_suggested_first()
    {
        var form = (await Chat.Types("new chromebook fell down")).OpenedForm();

        Assert.Equal(TestDistrict.Cracked.FullName, Field<Field.Search>(form, "issue").Suggestions[0].Label);
    }

    [Fact]
    public async Task A_person_without_a_school_is_asked_for_it()
    {
        var form = (await District.ChatOf(TestDistrict.Stranger).Types(SureLine)).OpenedForm();

        Assert.Equal(TestDistrict.NoPicture.FullName, Field<Field.Search>(form, "issue").Selected?.Label);
        Assert.Null(Field<Field.Search>(form, "location").Selected);
    }

    [Fact]
    public async Task An_unknown_room_is_kept_as_text()
    {
        await Chat.Types("new Projector in room 999 shows no picture");

        var filed = Assert.Single(Site.Created);
        Assert.Equal((null, "999"), (filed.RoomId, filed.LocationDetails));
    }

    [Theory]
    [InlineData("at 8 am")]
    [InlineData("at 8")]
    [InlineData("since 8:30")]
    [InlineData("in 999")]
    [InlineData("in 204 minutes")]
    [InlineData("at 204 p.m.")]
    [InlineData("at 204:30")]
    [InlineData("in 204 days")]
    public async Task A_number_that_may_mean_anything_is_not_a_room(string words)
    {
        await Chat.Types($"new Projector shows no picture {words}");

        var filed = Assert.Single(Site.Created);
        Assert.Equal((null, null), (filed.RoomId, filed.LocationDetails));
    }

    [Theory]
    [InlineData("at 8 am in 204")]
    [InlineData("in 204: black")]
    [InlineData("at 204")]
    [InlineData("room 204")]
    [InlineData("in rm. 204")]
    [InlineData("in room 204 days ago")]
    public async Task A_room_of_the_school_is_found_anywhere_in_the_line(string words)
    {
        await Chat.Types($"new Projector shows no picture {words}");

        Assert.Equal(TestDistrict.Room204.Id, Assert.Single(Site.Created).RoomId);
    }

    [Theory]
    [InlineData("in B204", "B204")]
    [InlineData("in library", "library")]
    public async Task A_place_that_is_not_just_a_number_is_kept_as_text(string words, string place)
    {
        await Chat.Types($"new Projector shows no picture {words}");

        Assert.Equal(place, Assert.Single(Site.Created).LocationDetails);
    }

    [Fact]
    public async Task The_form_files_what_was_chosen()
    {
        var form = (await Chat.Types("new")).OpenedForm();

        var answer = await Chat.Sends(
            form,
            ("issue", TestDistrict.Cracked.Id.ToString()),
            ("location", TestDistrict.Oak.Id.ToString()),
            ("room", TestDistrict.OakRoom.Id.ToString()),
            ("urgency", "urgent"),
            ("description", "It fell. Please come.")
        );

        var filed = Assert.Single(Site.Created);
        Assert.Equal(
            (TestDistrict.Cracked, TestDistrict.Oak.Id, (Guid?)TestDistrict.OakRoom.Id, true),
            (filed.Issue, filed.LocationId, filed.RoomId, filed.IsUrgent)
        );
        Assert.IsType<BotResponse.ReplaceCard>(answer);
    }

    [Theory]
    [InlineData("issue", nameof(Texts.FieldNotChosen))]
    [InlineData("location", nameof(Texts.FieldNotChosen))]
    [InlineData("room", nameof(Texts.FieldRoomElsewhere))]
    public async Task A_choice_that_was_not_offered_is_refused_at_its_field(string field, string text)
    {
        var form = (await Chat.Types("new")).OpenedForm();

        var again = (
            await Chat.Sends(
                form,
                ("issue", TestDistrict.Cracked.Id.ToString()),
                ("description", "It fell."),
                (field, TestDistrict.OakRoom.Id.ToString())
            )
        ).FormAgain();

        Assert.Equal(Texts.ResourceManager.GetString(text, null), again.Errors[field]);
        Assert.Equal("It fell.", Field<Field.Text>(again, "description").Value);
        Assert.Empty(Site.Created);
    }

    [Theory]
    [InlineData("issue", "", nameof(Texts.FieldRequired))]
    [InlineData("issue", "projector", nameof(Texts.FieldNotChosen))]
    [InlineData("location", "", nameof(Texts.FieldRequired))]
    [InlineData("room", "999", nameof(Texts.FieldRoomElsewhere))]
    [InlineData("description", "   ", nameof(Texts.FieldRequired))]
    public async Task An_invalid_answer_is_refused_at_its_field(string field, string value, string text)
    {
        var form = (await Chat.Types("new")).OpenedForm();

        var again = (
            await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It fell."), (field, value))
        ).FormAgain();

        Assert.Equal(Texts.ResourceManager.GetString(text, null), Assert.Single(again.Errors, error => error.Key == field).Value);
        Assert.Empty(Site.Created);
    }

    [Fact]
    public async Task A_subject_is_one_short_line()
    {
        var form = (await Chat.Types("new")).OpenedForm();

        await Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", new string('x', 300) + "\nsecond line"));

        var filed = Assert.Single(Site.Created);
        Assert.InRange(filed.Subject.Length, 50, 100);
        Assert.Contains("second line", filed.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_field_cannot_file_for_another_person()
    {
        var form = (await Chat.Types("new")).OpenedForm();

        await Chat.Sends(
            form,
            ("issue", TestDistrict.Cracked.Id.ToString()),
            ("description", "It fell."),
            ("requester", TestDistrict.Stranger.Id.ToString())
        );

        Assert.Empty(Site.Created);
    }

    private static T Field<T>(Form form, string id)
        where T : Field => Assert.IsType<T>(Assert.Single(form.Fields, field => field.Id == id));

    // The first reference that is tried belongs to a colleague.
    private sealed class TakenLedger : IFilingLedger, IDisposable
    {
        private readonly MemoryFilingLedger _ledger = new();

        public Filing? Taken { get; private set; }

        public Task SaveAsync(Filing filing, CancellationToken cancellationToken) => _ledger.SaveAsync(filing, cancellationToken);

        public async Task<Filing?> FindAsync(string reference, CancellationToken cancellationToken)
        {
            if (Taken is null)
            {
                var ticket = new NewTicket
                {
                    Subject = "Theirs",
                    Description = "Theirs",
                    RequesterId = TestDistrict.Colleague.Id,
                    Issue = TestDistrict.Cracked,
                    LocationId = TestDistrict.Oak.Id,
                };
                Taken = new(reference, TestDistrict.Colleague.Id, ticket) { State = FilingState.Filed, TicketId = Guid.NewGuid() };
                await _ledger.SaveAsync(Taken, cancellationToken);
            }

            return await _ledger.FindAsync(reference, cancellationToken);
        }

        public void Dispose() => _ledger.Dispose();
    }
}
