using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>A typed line to file, and what the bot understood.</summary>
/// <param name="Values">The values for the form.</param>
/// <param name="Place">The place in words, if no room has that name; otherwise null.</param>
/// <param name="IsSure">Whether the bot may file it without a question.</param>
/// <param name="Question">What to say above the form; null for nothing.</param>
public sealed record FilingLine(Arguments Values, string? Place, bool IsSure, string? Question);

/// <summary>
/// Reads a typed line to file. It needs no question if it names one issue, is about the asker's usual place, is for the asker, asks
/// nothing and does not claim to be urgent.
/// </summary>
public sealed class FilingReading(FilingAuthor authors, UsualPlace usual, ILookups lookups)
{
    private const int MostNamesakes = 10;

    /// <summary>Reads the line.</summary>
    public async Task<FilingLine> ReadAsync(Turn turn, string text, CancellationToken cancellationToken)
    {
        var usually = await usual.OfAsync(turn.Person, cancellationToken);
        var elsewhere = FilingDoubt.PlaceIn(text, await lookups.LocationsAsync(cancellationToken), usually.Location);
        var (other, isForOther) = await OtherAsync(turn, text, cancellationToken);
        if (elsewhere is null && other is not null)
            usually = await usual.OfAsync(other, cancellationToken);
        var location = elsewhere ?? usually.Location;
        var rooms = elsewhere is null ? usually.Rooms : await lookups.RoomsAsync(elsewhere.Id, cancellationToken);
        var guess = FilingGuess.Of(text, await lookups.IssuesAsync(cancellationToken), rooms);
        var room = elsewhere is null && other is null ? usually.RoomFor(guess) : guess.Room;
        var isUrgent = FilingDoubt.IsUrgent(text);
        var values = Arguments
            .None.With(ArgumentNames.Description, text)
            .With(FilingForm.Location, location?.Id)
            .With(FilingForm.Room, room?.Id)
            .With(FilingForm.Issue, guess.IsSure ? guess.Issue?.Id : null)
            .With(FilingForm.Urgency, isUrgent ? FilingForm.Urgent : null)
            .With(FilingForm.Requester, other?.Id)
            .With(FilingForm.Files, turn.Arguments[FilingForm.Files]);
        values = authors.Offer(values, turn.Person, other is null ? null : new(other.Id, other.Name));
        var question =
            FilingDoubt.IsQuestion(text) || FilingDoubt.IsAboutTickets(text) ? Texts.FilingQuestion
            : isForOther && other is null ? Texts.FilingForYouOnly.With(FilingDoubt.NameIn(text))
            : elsewhere is not null || isUrgent || isForOther ? Texts.FilingCheck
            : null;
        return new(values, guess.Room is null ? guess.RoomWords : null, question is null && guess.IsSure && location is not null, question);
    }

    // Only technicians may look people up. The bot tells everybody else that the ticket is for themselves.
    private async Task<(Person? Other, bool IsForOther)> OtherAsync(Turn turn, string text, CancellationToken cancellationToken)
    {
        if (FilingDoubt.NameIn(text) is not { } name)
            return (null, false);
        if (name.Equals(turn.Person.Name, StringComparison.OrdinalIgnoreCase))
            return (null, false);
        var locations = await lookups.LocationsAsync(cancellationToken);
        if (locations.Any(location => location.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            return (null, false);
        if (!turn.Person.IsAgent)
            return (null, true);
        var people = await lookups.SearchUsersAsync(name, MostNamesakes, cancellationToken);
        if (NameMatch.Find(people, person => person.Name, name) is not { } found)
            return (null, true);
        return found.Id == turn.Person.Id ? (null, false) : (new Person(found), true);
    }
}
