using IiqBot.Core.Features.Changes;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Edits a ticket's subject, issue, place and urgency. For technicians. The bot sends only what they changed in the form. Hidden
/// arguments carry the form's original values, so that changes by others stay.
/// </summary>
public sealed class EditTicket(ChangeRunner changes, ITickets tickets, ILookups lookups) : IFormHandler
{
    internal const string Subject = "subject";
    private const string Issue = FilingForm.Issue;
    private const string Location = PlaceFields.Location;
    private const string Room = PlaceFields.Room;
    private const string Urgency = FilingForm.Urgency;
    private const string Before = "was";
    private const int SubjectLength = 500;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.EditTicket, Access.Agent)
        {
            Aliases = ["edit", "update"],
            Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageEdit, Texts.MeaningEdit),
            Button = () => Texts.ActionEdit,
            Writes = true,
            AsksFor = Subject,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var rules = ChangeRules.Work with { Again = ticket => FormOfAsync(turn, ticket, cancellationToken) };
        return changes.RunAsync(turn, rules, (opened, token) => PlanAsync(turn, opened.Ticket, token), cancellationToken);
    }

    private async Task<ChangePlan> PlanAsync(Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        if (turn.Arguments[Subject] is null)
            return new ChangePlan.Ask(new BotResponse.OpenForm(await FormOfAsync(turn, ticket, cancellationToken)));
        var (edits, names, errors) = await ReadAsync(turn, ticket, cancellationToken);
        if (errors.Count > 0)
            return new ChangePlan.Ask(
                new BotResponse.FormErrors(await FormOfAsync(turn, ticket, cancellationToken) with { Errors = errors })
            );
        var isSame = names.Count == 0;
        var done = new Change(who => isSame ? Texts.EditedBefore.With(who) : Texts.Edited.With(who, string.Join(", ", names)));
        return ChangePlan.Do.Always(done, token => tickets.UpdateAsync(ticket.Id, edits, token)) with
        {
            IsAlreadySo = isSame,
            AlreadySo = Texts.EditedNothing,
        };
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => await FormOfAsync(turn, null, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).Required(Subject).AtMost(Subject, SubjectLength).Required(Issue).Required(Location).Errors;

    private async Task<(TicketChanges Changes, IReadOnlyList<string> Names, Dictionary<string, string> Errors)> ReadAsync(
        Turn turn,
        Ticket ticket,
        CancellationToken cancellationToken
    )
    {
        var (issues, locations) = await ListsAsync(cancellationToken);
        var (values, isMoved) = Merged(turn, ticket, issues, locations);
        var (issue, location) = (issues.Find(values, Issue), locations.Find(values, Location));
        var rooms = await RoomsAsync(location, cancellationToken);
        values = PlaceFields.Told(rooms, values);
        var room = PlaceFields.RoomIn(rooms, values);
        var errors = new Dictionary<string, string>();
        if (issue is null)
            errors[Issue] = Texts.FieldNotChosen;
        if (location is null)
            errors[Location] = Texts.FieldNotChosen;
        else if (isMoved && room is null && values[Room] is not null)
            errors[Room] = PlaceFields.WhyNot(rooms, values);
        else if (isMoved && room is null && ticket.RoomId is not null)
            errors[Room] = Texts.EditRoomNeeded; // Incident IQ keeps the old room if none is sent
        if (errors.Count > 0)
            return (new(), [], errors);

        var (subject, isUrgent) = (values[Subject]!, values[Urgency] == FilingForm.Urgent);
        var edits = new TicketChanges
        {
            Subject = subject == ticket.Subject ? null : subject,
            IssueId = issue!.Id == ticket.Issue?.Id ? null : issue.Id,
            LocationId = location!.Id == ticket.LocationId ? null : location.Id,
            RoomId = !isMoved || room?.Id == ticket.RoomId ? null : room?.Id,
            IsUrgent = isUrgent == ticket.IsUrgent ? null : isUrgent,
        };
        (bool IsChanged, string Name)[] parts =
        [
            (edits.Subject is not null, Texts.FieldSubject),
            (edits.IssueId is not null, Texts.FieldIssue),
            (edits.LocationId is not null, Texts.FieldLocation),
            (edits.RoomId is not null, Texts.FieldRoom),
            (edits.IsUrgent is not null, Texts.PartUrgency),
        ];
        return (edits, [.. parts.Where(part => part.IsChanged).Select(part => part.Name)], errors);
    }

    private async Task<Form> FormOfAsync(Turn turn, Ticket? ticket, CancellationToken cancellationToken)
    {
        var (issues, locations) = await ListsAsync(cancellationToken);
        var values = ticket is null ? turn.Arguments : Merged(turn, ticket, issues, locations).Values;
        var location = locations.Find(values, Location);
        var rooms = await RoomsAsync(location, cancellationToken);
        var (issue, room) = (issues.Find(values, Issue), PlaceFields.RoomIn(rooms, values));
        var form = TicketForm.Of(
            turn,
            ticket,
            Verbs.EditTicket,
            Texts.FormEditTitle,
            Texts.FormEditSubmit,
            new Field.Text(Subject, Texts.FieldSubject)
            {
                IsRequired = true,
                MaxLength = SubjectLength,
                Value = values[Subject],
            },
            FilingForm.AskIssue(issues, issue, []),
            PlaceFields.AskLocation(locations, location) with
            {
                IsRequired = true,
            },
            PlaceFields.AskRoom(rooms, room),
            FilingForm.AskUrgency(values[Urgency] == FilingForm.Urgent)
        );
        var known = ticket is null ? Arguments.None : ValuesOf(ticket);
        var hidden = known.Values.Aggregate(form.Hidden, (all, value) => all.With(Before + value.Key, value.Value));
        return form with { Hidden = PlaceFields.Filled(hidden, rooms, room) };
    }

    // The changed answers, and the ticket's current values for the others.
    private static (Arguments Values, bool IsMoved) Merged(
        Turn turn,
        Ticket ticket,
        NamedChoice<Issue> issues,
        NamedChoice<Location> locations
    )
    {
        var (answers, now) = (turn.Arguments, ValuesOf(ticket));
        if (!turn.IsSubmission)
            return (now, false);
        var isMoved = IsOther(locations.Find(answers, Location)?.Id, Location) || !PlaceFields.IsAsFilled(answers);
        var values = isMoved ? answers : answers.With(Location, now[Location]).With(Room, now[Room]);
        if (answers[Subject] == answers[Before + Subject])
            values = values.With(Subject, now[Subject]);
        if (!IsOther(issues.Find(answers, Issue)?.Id, Issue))
            values = values.With(Issue, now[Issue]);
        if (answers[Urgency] == answers[Before + Urgency] || (answers[Before + Urgency] is null && answers[Urgency] != FilingForm.Urgent))
            values = values.With(Urgency, now[Urgency]);
        return (values, isMoved);

        // An answer that matches nothing also counts as changed.
        bool IsOther(Guid? chosen, string field) => chosen != answers.Id(Before + field);
    }

    private async Task<(NamedChoice<Issue> Issues, NamedChoice<Location> Locations)> ListsAsync(CancellationToken cancellationToken) =>
        (
            IssueOptions.Of(await lookups.IssuesAsync(cancellationToken)),
            LocationOptions.Of(await lookups.LocationsAsync(cancellationToken))
        );

    private async Task<NamedChoice<Room>> RoomsAsync(Location? location, CancellationToken cancellationToken) =>
        RoomOptions.Of(location is null ? [] : await lookups.RoomsAsync(location.Id, cancellationToken));

    private static Arguments ValuesOf(Ticket ticket) =>
        Arguments
            .None.With(Subject, ticket.Subject.Length == 0 ? null : ticket.Subject)
            .With(Issue, ticket.Issue?.Id)
            .With(Location, ticket.LocationId)
            .With(Room, ticket.RoomId)
            .With(Urgency, ticket.IsUrgent ? FilingForm.Urgent : null);
}
