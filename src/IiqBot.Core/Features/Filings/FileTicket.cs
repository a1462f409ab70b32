using IiqBot.Core.Durability;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Files a ticket for the asker, by a form or by one typed line. If the issue or the place in the line is in doubt, the form opens
/// with what was understood.
/// </summary>
public sealed class FileTicket(
    FilingForm form,
    FilingAuthor authors,
    FilingDesk desk,
    FilingFiles files,
    IFilingLedger ledger,
    FilingAnswer answer,
    FilingReading reading,
    ILookups lookups
) : IFormHandler, IAsksFirst
{
    private const int SubjectLength = 100;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.FileTicket, Access.Known)
        {
            Aliases =
            [
                "new",
                "file",
                "report",
                "create",
                "submit",
                "new ticket",
                "file a ticket",
                "file ticket",
                "create a ticket",
                "create ticket",
                "submit a ticket",
                "submit ticket",
                "open a ticket",
                "report a problem",
            ],
            NoAliases =
            [
                "file server",
                "file servers",
                "file share",
                "file shares",
                "file sharing",
                "file system",
                "file cabinet",
                "file manager",
                "file explorer",
                "file folder",
                "file upload",
                "file uploads",
                "file download",
                "file downloads",
                "file access",
                "file permissions",
                "file transfer",
                "file storage",
                "report card",
                "report cards",
                "report builder",
                "submit button",
            ],
            Line = new(new LinePart.Rest(ArgumentNames.Text) { Kind = RestKind.Message }),
            Usage = () => new(Texts.UsageFile, Texts.MeaningFile),
            Writes = true,
            AsksFor = ArgumentNames.Text,
            IsKept = true,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!Route.WritesFor(turn.Request))
            return new BotResponse.OpenForm(await FormAsync(turn, cancellationToken));
        var (reference, begun) = await ReferenceAsync(turn, cancellationToken);
        if (begun is not null)
            return await CarryOnAsync(turn, begun, cancellationToken);
        var (ticket, question) = await ReadAsync(turn, reference, cancellationToken);
        return question ?? await CarryOnAsync(turn, new Filing(reference, turn.Person.Id, ticket!), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<BotResponse?> AskFirstAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (reference, begun) = await ReferenceAsync(turn, cancellationToken);
        return begun is null ? (await ReadAsync(turn, reference, cancellationToken)).Question : null;
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        form.ForAsync(
            turn,
            turn.Arguments.With(ArgumentNames.Description, turn.Arguments[ArgumentNames.Description] ?? turn.Arguments[ArgumentNames.Text]),
            cancellationToken
        );

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FilingForm.Validate(answers);

    // Returns the ticket to file, or a question if something is in doubt.
    private async Task<(NewTicket? Ticket, BotResponse? Question)> ReadAsync(
        Turn turn,
        string reference,
        CancellationToken cancellationToken
    )
    {
        if (
            IsTyped(turn)
            && turn.Arguments[ArgumentNames.Text] is { Length: <= CardAction.LongestCarried } asked
            && FilingDoubt.IsAboutTickets(asked)
        )
            return (null, FilingDoubt.OfferTickets(asked));
        var line = turn.IsSubmission
            ? new(turn.Arguments, null, true, null)
            : await reading.ReadAsync(turn, turn.Arguments[ArgumentNames.Text]!, cancellationToken);
        if (line.Values[ArgumentNames.Description] is { Length: > FilingForm.DescriptionLength } tooLong)
            return (
                null,
                FormRules.TooLong(
                    await form.ForAsync(turn, line.Values, cancellationToken),
                    ArgumentNames.Description,
                    FilingForm.DescriptionLength,
                    tooLong
                )
            );
        if (!line.IsSure)
            return (null, new BotResponse.OpenForm(Asking(await form.ForAsync(turn, line.Values, cancellationToken), line.Question)));
        var (values, place) = (line.Values, line.Place);
        var issue = IssueOptions.Of(await lookups.IssuesAsync(cancellationToken)).Find(values, FilingForm.Issue);
        var location = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken)).Find(values, FilingForm.Location);
        var rooms = RoomOptions.Of(location is null ? [] : await lookups.RoomsAsync(location.Id, cancellationToken));
        values = PlaceFields.Told(rooms, values);
        var room = PlaceFields.RoomIn(rooms, values);
        if (Missing(issue, location, rooms, room, values) is { Count: > 0 } errors)
            return (null, new BotResponse.FormErrors(await form.ForAsync(turn, values, cancellationToken) with { Errors = errors }));

        if (authors.RequesterIn(turn.Person, values) is not { } requester)
            return (
                null,
                new BotResponse.FormErrors(
                    await form.ForAsync(turn, values.With(FilingForm.Requester, (string?)null), cancellationToken) with
                    {
                        Errors = Form.FailedAs(Texts.FileForUnknown),
                    }
                )
            );

        var description = values[ArgumentNames.Description]!;
        var ticket = new NewTicket
        {
            Subject = SubjectOf(description),
            Description = $"{description}\n\n{Texts.FiledFrom.With(turn.Person.Name, reference)}",
            RequesterId = requester,
            Issue = issue!,
            LocationId = location!.Id,
            RoomId = room?.Id,
            LocationDetails = place,
            IsUrgent = values[FilingForm.Urgency] == FilingForm.Urgent,
        };
        return (ticket, null);
    }

    private static bool IsTyped(Turn turn) => turn.Request.Kind == RequestKind.Message;

    private static Form Asking(Form form, string? question) =>
        question is null ? form : form with { Introduction = form.Introduction is { } known ? $"{question} {known}" : question };

    private async Task<BotResponse> CarryOnAsync(Turn turn, Filing wanted, CancellationToken cancellationToken)
    {
        var (filing, filed) = await desk.CarryOnAsync(wanted, cancellationToken);
        var missing = await files.AttachAsync(turn, filing.Reference, filed.Id, cancellationToken);
        return await answer.ForAsync(turn, wanted.State, filing, filed, missing, cancellationToken);
    }

    // The same form, or the same line sent again, has the same reference, so it continues the same filing. Nothing is asked or
    // checked again for a filing that was sent: a list that cannot be read must not look as if there were no ticket.
    private async Task<(string Reference, Filing? Begun)> ReferenceAsync(Turn turn, CancellationToken cancellationToken)
    {
        var actor = turn.Request.Actor;

        // Another person may have the same six characters. Then try the next candidate; a repeat finds the same one.
        for (var instance = Form.InstanceOf(turn.Request); ; instance += "+")
        {
            var reference = ShortReference.Of(actor.Platform, actor.Tenant, actor.UserId, instance);
            var known = await ledger.FindAsync(reference, cancellationToken);
            if (known is null || known.PersonId == turn.Person.Id)
                return (reference, known is { State: not FilingState.Pending } ? known : null);
        }
    }

    // A client may send a choice that is not among the options.
    private static Dictionary<string, string> Missing(
        Issue? issue,
        Location? location,
        NamedChoice<Room> rooms,
        Room? room,
        Arguments values
    )
    {
        var errors = new Dictionary<string, string>();
        if (issue is null)
            errors[FilingForm.Issue] = Texts.FieldNotChosen;
        if (location is null)
            errors[FilingForm.Location] = Texts.FieldNotChosen;
        if (room is null && values[FilingForm.Room] is not null)
            errors[FilingForm.Room] = PlaceFields.WhyNot(rooms, values);
        return errors;
    }

    private static string SubjectOf(string description)
    {
        var line = description.Split('\n', 2)[0].Trim();
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        var sentence = end > 10 ? line[..end] : line;
        return sentence.Length <= SubjectLength ? sentence : string.Concat(sentence.AsSpan(0, SubjectLength - 1), "…");
    }
}
