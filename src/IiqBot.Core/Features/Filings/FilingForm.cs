using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>The form for a new ticket: issue, place, urgency and description.</summary>
public sealed class FilingForm(ILookups lookups, RoomsAtHand atHand, UsualPlace usual, FilingAuthor authors)
{
    internal const string Issue = "issue";
    internal const string Location = PlaceFields.Location;
    internal const string Room = PlaceFields.Room;
    internal const string Urgency = "urgency";
    internal const string Urgent = "urgent";
    internal const string Requester = "requester";
    internal const string Author = "author";
    internal const string Files = "attachments";
    internal const int DescriptionLength = Form.LongestText;

    /// <summary>
    /// The shortest limit that a platform has for one field (Slack's inputs), in characters. A text that must fit into the form is no
    /// longer than this.
    /// </summary>
    internal const int OneField = 3000;

    private const string Normal = "normal";
    private const int Suggestions = 50;

    /// <summary>Returns the form, filled from the arguments.</summary>
    public async Task<Form> ForAsync(Turn turn, Arguments values, CancellationToken cancellationToken)
    {
        if (values[Location] is null)
            values = await BegunAsync(turn, values, cancellationToken);
        var issues = IssueOptions.Of(await lookups.IssuesAsync(cancellationToken));
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        var location = locations.Find(values, Location);
        var rooms = RoomOptions.Of(location is null ? [] : await RoomsAsync(turn, location, cancellationToken));
        var issue = issues.Find(values, Issue);
        var room = PlaceFields.RoomIn(rooms, values);
        // Each time the form is drawn, it carries the author for whom it can be sent.
        var author = authors.In(turn.Person, values) is { Name.Length: > 0 } named ? named : null;
        var likely = FilingGuess.Rank(values[ArgumentNames.Description] ?? "", issues.Items);
        return new()
        {
            Verb = Verbs.FileTicket,
            Title = Texts.FormFileTitle,
            Submit = Texts.FormFileSubmit,
            Working = Texts.FormFileWorking,
            InstanceId = Form.InstanceOf(values),
            Introduction = author is null ? null : Texts.FileForAuthor.With(author.Name),
            Hidden = authors.Offer(PlaceFields.Filled(Arguments.None, rooms, room), turn.Person, author).With(Files, values[Files]),
            Fields =
            [
                .. author is null ? Array.Empty<Field>() : [AskRequester(turn.Person, author, values)],
                AskIssue(issues, issue, likely),
                PlaceFields.AskLocation(locations, location) with
                {
                    IsRequired = true,
                },
                PlaceFields.AskRoom(rooms, room),
                AskUrgency(values[Urgency] == Urgent),
                new Field.Text(ArgumentNames.Description, Texts.FieldDescription)
                {
                    IsRequired = true,
                    IsMultiline = true,
                    MaxLength = DescriptionLength,
                    Hint = Texts.FieldDescriptionHint,
                    Value = values[ArgumentNames.Description],
                },
            ],
        };
    }

    /// <summary>Asks for an issue.</summary>
    /// <param name="issues">All issues.</param>
    /// <param name="chosen">The chosen issue.</param>
    /// <param name="likely">
    /// Likely issues, best first. One issue of every category follows, because clients without search offer only these.
    /// </param>
    internal static Field.Search AskIssue(NamedChoice<Issue> issues, Issue? chosen, IEnumerable<Issue> likely)
    {
        var one = issues.Items.GroupBy(issue => issue.CategoryId).SelectMany(category => category.Take(1));
        return new(Issue, Texts.FieldIssue, IssueOptions.SourceName)
        {
            IsRequired = true,
            Hint = Texts.FieldIssueHint,
            IsHintForTyping = true,
            Selected = chosen is null ? null : issues.ToOption(chosen),
            Suggestions = [.. likely.Concat(one).Distinct().Take(Suggestions).Select(issues.ToOption)],
        };
    }

    /// <summary>Asks whether it is urgent.</summary>
    internal static Field.Choice AskUrgency(bool isUrgent) =>
        new(Urgency, Texts.FieldUrgency, [new(Normal, Texts.UrgencyNormal), new(Urgent, Texts.UrgencyUrgent)])
        {
            IsRequired = true,
            IsExpanded = true,
            Value = isUrgent ? Urgent : Normal,
        };

    // A form that was sent back must show the chosen room; a form that opens does not wait for rooms.
    private Task<IReadOnlyList<Room>> RoomsAsync(Turn turn, Location location, CancellationToken cancellationToken) =>
        turn.IsSubmission ? lookups.RoomsAsync(location.Id, cancellationToken) : atHand.OfAsync(location.Id, cancellationToken);

    // Only for a form that opens: in one that was sent back, an empty room is an answer, too. If the ticket is for another person,
    // the asker's room does not apply.
    private async Task<Arguments> BegunAsync(Turn turn, Arguments values, CancellationToken cancellationToken)
    {
        var place = await usual.OfferAsync(turn.Person, cancellationToken);
        var guess = FilingGuess.Of(values[ArgumentNames.Description] ?? "", await lookups.IssuesAsync(cancellationToken), place.Rooms);
        values = values.With(Location, place.Location?.Id);
        if (values[Issue] is null && guess.IsSure)
            values = values.With(Issue, guess.Issue?.Id);
        return values[Room] is null && values[Requester] is null ? values.With(Room, place.RoomFor(guess)?.Id) : values;
    }

    private static Field.Choice AskRequester(Person asker, TicketPerson author, Arguments values)
    {
        var (writer, own) = ($"{author.Id}", $"{asker.Id}");
        return new(Requester, Texts.FactRequester, [new(writer, author.Name), new(own, Texts.AssigneeYou.With(asker.Name))])
        {
            IsRequired = true,
            IsExpanded = true,
            Value = values[Requester] == own ? own : writer,
        };
    }

    /// <summary>Checks the answers.</summary>
    public static IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules
            .Check(answers)
            .Required(Issue)
            .Required(Location)
            .Required(ArgumentNames.Description)
            .AtMost(ArgumentNames.Description, DescriptionLength)
            .Errors;
}
