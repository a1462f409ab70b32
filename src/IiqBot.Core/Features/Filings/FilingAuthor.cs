using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// The person besides the asker for whom a ticket can be filed: the author of a message, according to the platform. Clients carry
/// this between the steps, so the bot seals it. The bot never files for a person whom the platform did not name.
/// </summary>
public sealed class FilingAuthor(Seals seals)
{
    private const string OfForm = "form.author";
    private const int NameLength = 100;

    /// <summary>Returns the form's arguments with the sealed author; without an author, the form is for the asker alone.</summary>
    public Arguments Offer(Arguments values, Person asker, TicketPerson? author) =>
        values.With(FilingForm.Author, author is null ? null : seals.Seal(OfForm, $"{asker.Id}", $"{author.Id}|{Short(author.Name)}"));

    /// <summary>Returns the person besides the asker for whom the form can be sent; null if there is none.</summary>
    public TicketPerson? In(Person asker, Arguments values)
    {
        if (
            !asker.MayFileForOthers || seals.Open(OfForm, $"{asker.Id}", values[FilingForm.Author])?.Split('|', 2) is not [var id, var name]
        )
            return null;
        return Guid.TryParse(id, out var author) && author != asker.Id ? new(author, name) : null;
    }

    /// <summary>Returns the requester of the ticket; null if the answers name a person without a valid seal.</summary>
    public Guid? RequesterIn(Person asker, Arguments values)
    {
        if (values[FilingForm.Requester] is null || values.Id(FilingForm.Requester) == asker.Id)
            return asker.Id;
        return In(asker, values) is { } author && author.Id == values.Id(FilingForm.Requester) ? author.Id : null;
    }

    private static string Short(string name) => WholeCharacters.Begin(name, NameLength).Trim();
}
