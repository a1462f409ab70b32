using IiqBot.Core.Features.Places;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Opens the filing form with another person's message in it: the words, where the message stands, and its files. People who work at the
/// school file it for the author, if Incident IQ knows the author, unless they choose their own name; others file in their own name. The
/// bot files nothing before the person sends the form.
/// </summary>
public sealed class FileFromMessage(
    FilingForm form,
    FilingAuthor authors,
    MessageAuthors writers,
    UsualPlace usual,
    ILookups lookups,
    Identifier identifier
) : IRequestHandler
{
    private const string Gap = "\n\n";
    private const string Omission = " […] ";
    private const int NamesLength = 1000;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.FileFromMessage, Access.Known);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = turn.Arguments[ArgumentNames.Text] ?? "";
        var author = await AuthorAsync(turn, cancellationToken);
        var requester = turn.Person.MayFileForOthers ? author : null;
        var usually = await usual.OfferAsync(requester ?? turn.Person, cancellationToken);
        var guess = FilingGuess.Of(text, await lookups.IssuesAsync(cancellationToken), usually.Rooms);
        var values = Arguments
            .None.With(ArgumentNames.Description, Described(text, [.. AroundIt(turn, author)]))
            .With(FilingForm.Location, usually.Location?.Id)
            .With(FilingForm.Room, usually.RoomFor(guess)?.Id)
            .With(FilingForm.Issue, guess.IsSure ? guess.Issue?.Id : null)
            .With(FilingForm.Requester, requester?.Id)
            .With(FilingForm.Files, turn.Arguments[ArgumentNames.MessageAttachments]);
        values = authors.Offer(values, turn.Person, requester is null ? null : new(requester.Id, requester.Name));
        return new BotResponse.OpenForm(await form.ForAsync(turn, values, cancellationToken));
    }

    // Only the platform itself says who wrote it, and only a person whom the bot would let in counts. Nobody else is filed for.
    private async Task<Person?> AuthorAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (writers.In(turn.Request) is not { } author || author == turn.Request.Actor.UserId)
            return null;
        var actor = turn.Request.Actor with { UserId = author, DisplayName = null };
        try
        {
            return (await identifier.IdentifyAsync(turn.Request with { Actor = actor }, cancellationToken) as Identification.Known)?.Person;
        }
        catch (PersonDirectoryException)
        {
            return null; // filed in the asker's name then, as without an author
        }
    }

    private static IEnumerable<string> AroundIt(Turn turn, Person? author)
    {
        if (turn.Arguments[ArgumentNames.MessageFileNames] is { } files)
            yield return Texts.MessageFiles.With(Shortened(files, NamesLength));
        if (turn.Arguments[ArgumentNames.MessageLink] is { } link)
            yield return author is null ? Texts.MessageLink.With(link) : Texts.MessageLinkBy.With(author.Name, link);
    }

    // A long message gives way to what leads back to it and to its files.
    private static string Described(string text, IReadOnlyList<string> around)
    {
        var room = FilingForm.OneField - around.Sum(part => part.Length + Gap.Length);
        return string.Join(Gap, [.. text.Length > 0 ? [Shortened(text, room)] : Array.Empty<string>(), .. around]);
    }

    // What is said first and last says most of it; not through the middle of a character that takes two places.
    private static string Shortened(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var head = (most - Omission.Length) * 2 / 3;
        var tail = text.Length - (most - Omission.Length - head);
        if (char.IsHighSurrogate(text[head - 1]))
            head--;
        if (char.IsLowSurrogate(text[tail]))
            tail++;
        return string.Concat(text.AsSpan(0, head), Omission, text.AsSpan(tail));
    }
}
