using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.Core.Tests.Settings;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.Tests.Time;

namespace IiqBot.Core.Tests.Filings;

/// <summary>A form for a new ticket opens even if rooms cannot be loaded.</summary>
public sealed class RoomsAtHandTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task A_form_opens_without_rooms_that_load_slowly()
    {
        var rooms = new TaskCompletionSource<IReadOnlyList<Room>>();
        var asked = Asks(_ => rooms.Task);

        var opening = Chat.Types("new");
        Opened((await PassingTime.UntilAsync(District.Time, opening)).OpenedForm());
        Assert.NotEmpty(asked);
        rooms.SetResult([]);
    }

    [Fact]
    public async Task A_form_opens_if_rooms_cannot_be_loaded()
    {
        var asked = Asks(_ =>
            Task.FromException<IReadOnlyList<Room>>(new IncidentIqException(IncidentIqFailure.Unreachable, "Nobody listens."))
        );

        Opened((await Chat.Types("new")).OpenedForm());

        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task A_form_waits_for_the_rooms_of_its_location_once()
    {
        await SettingsTests.ChoosesAsync(Chat, TestDistrict.Oak, TestDistrict.OakRoom);
        var asked = Asks(_ =>
            Task.FromException<IReadOnlyList<Room>>(new IncidentIqException(IncidentIqFailure.Unreachable, "Nobody listens."))
        );

        await Chat.Types("new");
        Assert.Equal([TestDistrict.Oak.Id], asked);

        await Chat.Presses(Verbs.FileFromMessage, Arguments.Of(ArgumentNames.Text, "It hums"));
        Assert.Equal([TestDistrict.Oak.Id, TestDistrict.Oak.Id], asked); // another request asks again
    }

    [Fact]
    public async Task Rooms_too_late_for_one_part_of_a_form_are_not_used_in_another()
    {
        var rooms = new TaskCompletionSource<IReadOnlyList<Room>>();
        Asks(_ => rooms.Task);
        var atHand = new RoomsAtHand(Site.Lookups.Object, District.Time);
        var first = atHand.OfAsync(TestDistrict.Oak.Id, TestContext.Current.CancellationToken);
        District.Time.Advance(RoomsAtHand.Brief);
        Assert.Empty(await first);
        rooms.SetResult([TestDistrict.OakRoom]);

        Assert.Empty(await atHand.OfAsync(TestDistrict.Oak.Id, TestContext.Current.CancellationToken));
        Assert.NotEmpty(await atHand.OfAsync(TestDistrict.High.Id, TestContext.Current.CancellationToken));
    }

    private static void Opened(Form form)
    {
        Assert.NotNull(form.Fields.OfType<Field.Search>().Single(field => field.Id == FilingForm.Location).Selected);
        Assert.Empty(form.Fields.OfType<Field.Search>().Single(field => field.Id == FilingForm.Room).Suggestions);
    }

    private List<Guid> Asks(Func<Guid, Task<IReadOnlyList<Room>>> rooms)
    {
        var asked = new List<Guid>();
        Site.Lookups.Setup(lookups => lookups.RoomsAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid location, CancellationToken _) =>
                {
                    asked.Add(location);
                    return rooms(location);
                }
            );
        return asked;
    }
}
