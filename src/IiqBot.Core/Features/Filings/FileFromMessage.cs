using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Opens the filing form with somebody's message in it: what they wrote, where it stands, and its files. A technician files it for them, where
/// Incident IQ knows them; others in their own name. Nothing is filed before the form is sent.
/// </summary>
public sealed class FileFromMessage(FilingForm form, ILookups lookups, Identifier identifier) : IRequestHandler
{
    private const int TextLength = FilingForm.DescriptionLength / 2;

    /// <inheritdoc />
    public static Route Route { get; } = new(ReservedVerbs.MessageFile, Access.Known);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = turn.Arguments[ReservedVerbs.MessageText] ?? "";
        if (text.Length > TextLength) text = string.Concat(text.AsSpan(0, TextLength), "…");
        var author = await AuthorAsync(turn, cancellationToken);
        var guess = FilingGuess.Of(text, await lookups.IssuesAsync(cancellationToken), []);
        var requester = turn.Person.IsAgent ? author : null;
        var values = Arguments.None
            .With(FilingForm.Description, string.Join("\n\n", Parts(turn, text, author)))
            .With(FilingForm.Location, (requester ?? turn.Person).Account.LocationId)
            .With(FilingForm.Issue, guess.IsSure ? guess.Issue?.Id : null)
            .With(FilingForm.Requester, requester?.Id)
            .With(FilingForm.Files, turn.Arguments[ReservedVerbs.MessageAttachments]);
        var asked = await form.ForAsync(turn, values, cancellationToken);
        return new BotResponse.OpenForm(requester is null ? asked : asked with { Introduction = Texts.FileForAuthor.With(requester.Name) });
    }

    // Who wrote it is the platform's word, but only a person whom the bot would let in counts, and nobody else is filed for.
    private async Task<Person?> AuthorAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments[ReservedVerbs.MessageAuthor] is not { } author || author == turn.Request.Actor.UserId) return null;
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

    private static IEnumerable<string> Parts(Turn turn, string text, Person? author)
    {
        if (text.Length > 0) yield return text;
        if (turn.Arguments[ReservedVerbs.MessageFiles] is { } files) yield return Texts.MessageFiles.With(files);
        if (turn.Arguments[ReservedVerbs.MessageLink] is { } link)
            yield return author is null ? Texts.MessageLink.With(link) : Texts.MessageLinkBy.With(author.Name, link);
    }
}
