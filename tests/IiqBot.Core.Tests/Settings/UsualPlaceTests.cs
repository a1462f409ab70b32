using IiqBot.Core.Durability;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.DependencyInjection;
using static IiqBot.Core.Tests.District.TestDistrict;

namespace IiqBot.Core.Tests.Settings;

/// <summary>
/// Tickets start at a person's usual place, which the form shows before they are filed, unless the line names another place.
/// </summary>
public sealed class UsualPlaceTests : DistrictTest
{
    private const string SureLine = "new Projector shows no picture";

    private Conversation Chat => District.ChatOf(Requester);

    [Fact]
    public async Task The_filing_form_starts_with_the_usual_place()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);

        Assert.Equal((Oak.Name, OakRoom.Name), PlaceIn(await Chat.Types("new")));
        Assert.Equal((Oak.Name, OakRoom.Name), PlaceIn(await Chat.Types("new it does not work")));
    }

    [Fact]
    public async Task A_line_files_at_the_usual_place_with_two_calls()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);

        await Chat.Types(SureLine);

        Assert.Equal((Oak.Id, (Guid?)OakRoom.Id), PlaceOf(Assert.Single(Site.Created)));
        Assert.Equal(2, Site.Calls);
    }

    [Fact]
    public async Task With_a_usual_place_a_person_without_an_account_location_can_file_a_line()
    {
        var stranger = District.ChatOf(Stranger);
        await SettingsTests.ChoosesAsync(stranger, Oak, null);

        await stranger.Types("new Projector in 101 shows no picture");

        Assert.Equal((Oak.Id, (Guid?)OakRoom.Id), PlaceOf(Assert.Single(Site.Created)));
    }

    [Theory]
    [InlineData("new Projector in 204 shows no picture", true, null)]
    [InlineData("new Projector in room 999 shows no picture", false, "999")]
    [InlineData("new Projector in library shows no picture", false, "library")]
    public async Task A_room_in_the_line_overrides_the_usual_room(string line, bool isKnown, string? inWords)
    {
        Rooms(High, Room204, Room205);
        await SettingsTests.ChoosesAsync(Chat, null, Room205);

        await Chat.Types(line);

        var filed = Assert.Single(Site.Created);
        Assert.Equal((High.Id, isKnown ? Room204.Id : (Guid?)null, inWords), (filed.LocationId, filed.RoomId, filed.LocationDetails));
    }

    [Fact]
    public async Task A_line_without_a_room_uses_the_usual_room()
    {
        Rooms(High, Room204, Room205);
        await SettingsTests.ChoosesAsync(Chat, null, Room205);

        await Chat.Types("new Projector shows no picture since 8:30");

        Assert.Equal((High.Id, (Guid?)Room205.Id), PlaceOf(Assert.Single(Site.Created)));
    }

    [Fact]
    public async Task A_usual_place_that_no_longer_exists_is_replaced_by_the_accounts()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);
        Site.Lookups.Setup(l => l.LocationsAsync(It.IsAny<CancellationToken>())).ReturnsAsync([High]);

        Assert.Equal((High.Name, null), PlaceIn(await Chat.Types("new")));
        await Chat.Types(SureLine);

        Assert.Equal((High.Id, null), PlaceOf(Assert.Single(Site.Created)));
    }

    [Fact]
    public async Task A_usual_room_that_no_longer_exists_leaves_the_usual_location()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);
        Rooms(Oak);

        Assert.Equal((Oak.Name, null), PlaceIn(await Chat.Types("new")));
    }

    [Fact]
    public async Task A_room_is_dropped_when_the_account_moves_to_another_location()
    {
        await SettingsTests.ChoosesAsync(Chat, null, Room204);
        Site.Accounts[Site.Accounts.IndexOf(Requester)] = Requester with { LocationId = Oak.Id, LocationName = Oak.Name };
        District.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((Oak.Name, null), PlaceIn(await Chat.Types("new")));
    }

    [Fact]
    public async Task A_returned_form_keeps_its_place_and_adds_no_room()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);
        var form = (await Chat.Types("new")).OpenedForm();

        var again = (
            await Chat.Sends(form, ("issue", "none such"), ("location", High.Name), ("room", ""), ("description", "It fell."))
        ).FormAgain();

        Assert.Equal((High.Name, null), PlaceIn(again));
    }

    [Fact]
    public async Task A_usual_room_is_not_swapped_for_one_of_the_same_name_in_another_school()
    {
        var namesake = new Room(Id(23), High.Id, OakRoom.Name);
        Rooms(High, Room204, namesake);
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);
        var form = (await Chat.Types("new")).OpenedForm();

        var again = (
            await Chat.Sends(form, ("issue", NoPicture.Id.ToString()), ("location", High.Name), ("description", "It hums."))
        ).FormAgain();

        Assert.Equal((High.Name, null), PlaceIn(again));
        Assert.Equal(Texts.FieldRoomNamesake.With(namesake.Name), again.Errors["room"]);
        await Chat.Sends(again, ("room", namesake.Name)); // now it is an explicit choice
        Assert.Equal((High.Id, (Guid?)namesake.Id), PlaceOf(Assert.Single(Site.Created)));
    }

    [Fact]
    public async Task A_usual_room_is_dropped_if_the_chosen_school_has_none_of_that_name()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);

        await Chat.Sends(
            (await Chat.Types("new")).OpenedForm(),
            ("issue", NoPicture.Id.ToString()),
            ("location", High.Name),
            ("description", "It hums.")
        );

        Assert.Equal((High.Id, null), PlaceOf(Assert.Single(Site.Created)));
    }

    [Fact]
    public async Task An_unchanged_usual_room_is_filed_by_the_form()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);

        await Chat.Sends((await Chat.Types("new")).OpenedForm(), ("issue", NoPicture.Id.ToString()), ("description", "It hums."));

        Assert.Equal((Oak.Id, (Guid?)OakRoom.Id), PlaceOf(Assert.Single(Site.Created)));
    }

    [Fact]
    public async Task If_settings_cannot_be_read_a_form_uses_the_account_and_a_line_files_nothing()
    {
        await using var district = new Scenario(services => services.AddSingleton(Unreadable));
        var chat = district.ChatOf(Requester);

        Assert.Equal((High.Name, null), PlaceIn(await chat.Types("new")));
        await chat.Types(SureLine);

        Assert.Empty(district.Site.Created);
    }

    [Fact]
    public async Task A_message_form_starts_at_the_authors_usual_place_or_the_room_in_the_text()
    {
        Rooms(Oak, OakRoom, Room205 with { LocationId = Oak.Id });
        await SettingsTests.ChoosesAsync(Chat, Oak, OakRoom);
        await SettingsTests.ChoosesAsync(District.ChatOf(Technician), High, Room204);

        Assert.Equal((Oak.Name, OakRoom.Name), PlaceIn(await MessageAsync(Technician, "It hums", Requester)));
        Assert.Equal((Oak.Name, "205"), PlaceIn(await MessageAsync(Technician, "It hums in room 205", Requester)));
        Assert.Equal((Oak.Name, null), PlaceIn(await MessageAsync(Technician, "It hums in room 999", Requester)));
        Assert.Equal((High.Name, Room204.Name), PlaceIn(await MessageAsync(Technician, "It hums", null)));
    }

    [Fact]
    public async Task A_message_of_a_person_without_a_place_does_not_get_the_technicians_room()
    {
        await SettingsTests.ChoosesAsync(District.ChatOf(Technician), High, Room204);

        Assert.Equal((High.Name, null), PlaceIn(await MessageAsync(Technician, "It hums", Stranger)));
    }

    [Fact]
    public async Task Rooms_are_searched_at_the_chosen_location_or_else_the_accounts()
    {
        await SettingsTests.ChoosesAsync(Chat, Oak, null);

        Assert.Equal([Room204.Name], (await Chat.TypesAhead(RoomOptions.SourceName, "")).Select(option => option.Label));
        Assert.Equal(
            [OakRoom.Name],
            (await Chat.TypesAhead(RoomOptions.SourceName, "", Arguments.Of("location", Oak.Name))).Select(option => option.Label)
        );
    }

    private static IPersonalSettings Unreadable
    {
        get
        {
            var settings = new Mock<IPersonalSettings>();
            settings
                .Setup(s => s.FindAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
                .ThrowsAsync(new StorageUnavailableException("The test's storage is gone."));
            return settings.Object;
        }
    }

    private static Room Room205 { get; } = new(Id(22), High.Id, "205");

    private void Rooms(Location location, params Room[] rooms) =>
        Site.Lookups.Setup(l => l.RoomsAsync(location.Id, It.IsAny<CancellationToken>())).ReturnsAsync(rooms);

    private Task<BotResponse> MessageAsync(User person, string text, User? author) =>
        District
            .ChatOf(person)
            .Raises(Verbs.FileFromMessage, Arguments.Of(ArgumentNames.Text, text).With(ArgumentNames.MessageAuthor, author?.Email));

    private static (Guid, Guid?) PlaceOf(IncidentIq.Tickets.NewTicket filed) => (filed.LocationId, filed.RoomId);

    private static (string?, string?) PlaceIn(BotResponse answer) => PlaceIn(answer.OpenedForm());

    private static (string?, string?) PlaceIn(Form form) => (Chosen(form, "location"), Chosen(form, "room"));

    private static string? Chosen(Form form, string field) =>
        Assert.IsType<Field.Search>(Assert.Single(form.Fields, asked => asked.Id == field)).Selected?.Label;
}
