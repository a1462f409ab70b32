using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A technician puts right what a ticket says it is about: subject, issue, place and urgency. Only what differs is sent.</summary>
public sealed class EditTicket(TicketDesk desk, ITickets tickets, ILookups lookups) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "ticket.edit";

    internal const string Subject = "subject";
    private const string Issue = FilingForm.Issue;
    private const string Location = PlaceFields.Location;
    private const string Room = PlaceFields.Room;
    private const string Urgency = FilingForm.Urgency;
    private const int SubjectLength = 200;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Agent)
    {
        Aliases = ["edit", "update", "correct"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
        Usage = () => new(Texts.UsageEdit, Texts.MeaningEdit),
        Writes = true,
        AsksFor = Subject,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken, again: ticket => FormOfAsync(turn, ticket, cancellationToken));
        if (opened is null) return instead!;
        var ticket = opened.Ticket;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (ticket.IsClosed) return await desk.NotAllowedAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        if (turn.Arguments[Subject] is null) return new BotResponse.OpenForm(await FormOfAsync(turn, ticket, cancellationToken));

        var (changes, names, errors) = await ReadAsync(turn, ticket, cancellationToken);
        if (errors.Count > 0) return new BotResponse.FormErrors(await FormOfAsync(turn, ticket, cancellationToken) with { Errors = errors });
        if (names.Count == 0) return await desk.AlreadySoAsync(turn, opened, Texts.EditedNothing, new(who => Texts.EditedBefore.With(who)), cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        await tickets.UpdateAsync(ticket.Id, changes, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, new(who => Texts.Edited.With(who, string.Join(", ", names))), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => await FormOfAsync(turn, null, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).Required(Subject).AtMost(Subject, SubjectLength).Required(Issue).Required(Location).Errors;

    private async Task<(TicketChanges Changes, IReadOnlyList<string> Names, Dictionary<string, string> Errors)> ReadAsync(
        Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        var issue = IssueOptions.Of(await lookups.IssuesAsync(cancellationToken)).Find(turn.Arguments, Issue);
        var location = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken)).Find(turn.Arguments, Location);
        var rooms = RoomOptions.Of(location is null ? [] : await lookups.RoomsAsync(location.Id, cancellationToken));
        var answers = PlaceFields.Told(rooms, turn.Arguments);
        var room = PlaceFields.RoomIn(rooms, answers);
        var errors = new Dictionary<string, string>();
        if (issue is null) errors[Issue] = Texts.FieldNotChosen;
        if (location is null) errors[Location] = Texts.FieldNotChosen;
        else if (room is null && answers[Room] is not null) errors[Room] = Texts.FieldRoomElsewhere;
        else if (room is null && ticket.RoomId is not null) errors[Room] = Texts.EditRoomNeeded; // Incident IQ keeps the room that nobody changes
        if (errors.Count > 0) return (new(), [], errors);

        var (subject, isUrgent) = (turn.Arguments[Subject]!, turn.Arguments[Urgency] == FilingForm.Urgent);
        var changes = new TicketChanges
        {
            Subject = subject == ticket.Subject ? null : subject,
            IssueId = issue!.Id == ticket.Issue?.Id ? null : issue.Id,
            LocationId = location!.Id == ticket.LocationId ? null : location.Id,
            RoomId = room?.Id == ticket.RoomId ? null : room?.Id,
            IsUrgent = isUrgent == ticket.IsUrgent ? null : isUrgent,
        };
        (bool IsChanged, string Name)[] parts =
        [
            (changes.Subject is not null, Texts.FieldSubject), (changes.IssueId is not null, Texts.FieldIssue), (changes.LocationId is not null, Texts.FieldLocation),
            (changes.RoomId is not null, Texts.FieldRoom), (changes.IsUrgent is not null, Texts.PartUrgency),
        ];
        return (changes, [.. parts.Where(part => part.IsChanged).Select(part => part.Name)], errors);
    }

    private async Task<Form> FormOfAsync(Turn turn, Ticket? ticket, CancellationToken cancellationToken)
    {
        var values = turn.IsSubmission || ticket is null ? turn.Arguments : ValuesOf(ticket);
        var issues = IssueOptions.Of(await lookups.IssuesAsync(cancellationToken));
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        var location = locations.Find(values, Location);
        var rooms = RoomOptions.Of(location is null ? [] : await lookups.RoomsAsync(location.Id, cancellationToken));
        var (issue, room) = (issues.Find(values, Issue), PlaceFields.RoomIn(rooms, values));
        var origin = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket);
        return new()
        {
            Verb = Verb,
            Title = Texts.FormEditTitle,
            Submit = Texts.FormEditSubmit,
            InstanceId = Form.InstanceOf(turn.Arguments),
            Hidden = PlaceFields.Filled(origin, rooms, room),
            Back = FormState.BackTo(origin),
            Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
            Fields =
            [
                new Field.Text(Subject, Texts.FieldSubject) { IsRequired = true, MaxLength = SubjectLength, Value = values[Subject] },
                FilingForm.AskIssue(issues, issue, []),
                PlaceFields.AskLocation(locations, location) with { IsRequired = true },
                PlaceFields.AskRoom(rooms, room),
                FilingForm.AskUrgency(values[Urgency] == FilingForm.Urgent),
            ],
        };
    }

    private static Arguments ValuesOf(Ticket ticket) => Arguments.None
        .With(Subject, ticket.Subject.Length == 0 ? null : ticket.Subject)
        .With(Issue, ticket.Issue?.Id)
        .With(Location, ticket.LocationId)
        .With(Room, ticket.RoomId)
        .With(Urgency, ticket.IsUrgent ? FilingForm.Urgent : null);
}
