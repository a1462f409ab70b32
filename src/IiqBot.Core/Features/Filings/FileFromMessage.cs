using IiqBot.Core.Features.Places;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Opens the filing form with another person's message in it: its text, a link to it, and its files. School staff file the ticket for
/// the author if Incident IQ knows the author, unless they choose their own name; others file in their own name. The bot files
/// nothing until the person sends the form.
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

    // Only the platform may say who the author is, and the author must be a person who may use the bot. Otherwise the ticket is for
    // the asker.
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
            return null; // then filed for the asker, as if there were no author
        }
    }

    private static IEnumerable<string> AroundIt(Turn turn, Person? author)
    {
        if (turn.Arguments[ArgumentNames.MessageFileNames] is { } files)
            yield return Texts.MessageFiles.With(Shortened(files, NamesLength));
        if (turn.Arguments[ArgumentNames.MessageLink] is { } link)
            yield return author is null ? Texts.MessageLink.With(link) : Texts.MessageLinkBy.With(author.Name, link);
    }

    // Shorten a long message to keep room for the link to it and to its files.
    private static string Described(string text, IReadOnlyList<string> around)
    {
        var room = FilingForm.OneField - around.Sum(part => part.Length + Gap.Length);
        return string.Join(Gap, [.. text.Length > 0 ? [Shortened(text, room)] : Array.Empty<string>(), .. around]);
    }

    // Keep the beginning and the end, which say most. Do not cut through a surrogate pair.
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
