using IiqBot.Core.Durability;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Settings;

/// <summary>Sets a person's usual place, which fills in their new tickets. Writes nothing to Incident IQ.</summary>
public sealed class ChangeSettings(IPersonalSettings settings, SettingsCard card, ILookups lookups, TimeProvider time) : IFormHandler
{
    private const string Location = PlaceFields.Location;
    private const string Room = PlaceFields.Room;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.ChangeSettings, Access.Known) { Writes = true, AsksFor = Location };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!Route.WritesFor(turn.Request))
            return new BotResponse.OpenForm(await FormAsync(turn, cancellationToken));
        var location = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken)).Find(turn.Arguments, Location);
        var rooms = await RoomsAsync(turn, location, cancellationToken);
        var answers = PlaceFields.Told(rooms, turn.Arguments);
        var room = PlaceFields.RoomIn(rooms, answers);
        if (Wrong(rooms, answers, location, room) is { Count: > 0 } errors)
            return new BotResponse.FormErrors(await FormAsync(turn, cancellationToken) with { Errors = errors });

        await settings.SaveAsync(turn.Person.Id, new(location?.Id, room?.Id), turn.ReceivedAt ?? time.GetUtcNow(), cancellationToken);
        return await card.AnswerAsync(turn, Texts.SettingsSaved, inPlace: true, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken)
    {
        var values = turn.IsSubmission ? turn.Arguments : await KeptAsync(turn, cancellationToken);
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        var location = locations.Find(values, Location);
        var rooms = await RoomsAsync(turn, location, cancellationToken);
        var room = PlaceFields.RoomIn(rooms, values);
        var own = turn.Person.Account.LocationName;
        return new()
        {
            Verb = Verbs.ChangeSettings,
            Title = Texts.FormPlaceTitle,
            Submit = Texts.FormPlaceSubmit,
            InstanceId = Form.InstanceOf(turn.Arguments),
            Hidden = PlaceFields.Filled(Arguments.None, rooms, room),
            Introduction = Texts.FormPlaceIntroduction,
            Back = new CardAction.Press(Texts.ActionBackToSettings, Verbs.ShowSettings, Arguments.Of(ArgumentNames.InPlace, "true")),
            Fields =
            [
                PlaceFields.AskLocation(locations, location) with
                {
                    Hint = own is { Length: > 0 } ? Texts.FieldUsualLocationHint.With(own) : null,
                },
                PlaceFields.AskRoom(rooms, room),
            ],
        };
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Errors;

    private async Task<Arguments> KeptAsync(Turn turn, CancellationToken cancellationToken)
    {
        var kept = await settings.FindAsync(turn.Person.Id, cancellationToken);
        return Arguments.None.With(Location, kept.LocationId).With(Room, kept.RoomId);
    }

    // If they chose no location, use the one of their account.
    private async Task<NamedChoice<Room>> RoomsAsync(Turn turn, Location? location, CancellationToken cancellationToken) =>
        RoomOptions.Of((location?.Id ?? turn.Person.Account.LocationId) is { } id ? await lookups.RoomsAsync(id, cancellationToken) : []);

    private static Dictionary<string, string> Wrong(NamedChoice<Room> rooms, Arguments answers, Location? location, Room? room)
    {
        var errors = new Dictionary<string, string>();
        if (location is null && answers[Location] is not null)
            errors[Location] = Texts.FieldNotChosen;
        else if (room is null && answers[Room] is not null)
            errors[Room] = location is null ? Texts.FieldRoomWithoutLocation : PlaceFields.WhyNot(rooms, answers);
        return errors;
    }
}
