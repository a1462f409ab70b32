using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// The person for whom the asker can file a ticket besides themselves: a message's author, as the platform says. Clients carry this between
/// the steps, so the bot seals it. It never files for a person that the platform did not name.
/// </summary>
public sealed class FilingAuthor(Seals seals)
{
    private const string OfForm = "form.author";
    private const int NameLength = 100;

    /// <summary>The arguments of a form that can be sent for an author too; without one, of a form for the asker alone.</summary>
    public Arguments Offer(Arguments values, Person asker, TicketPerson? author) =>
        values.With(FilingForm.Author, author is null ? null : seals.Seal(OfForm, $"{asker.Id}", $"{author.Id}|{Short(author.Name)}"));

    /// <summary>For whom a form can be sent besides the asker; null for nobody else.</summary>
    public TicketPerson? In(Person asker, Arguments values)
    {
        if (
            !asker.MayFileForOthers || seals.Open(OfForm, $"{asker.Id}", values[FilingForm.Author])?.Split('|', 2) is not [var id, var name]
        )
            return null;
        return Guid.TryParse(id, out var author) && author != asker.Id ? new(author, name) : null;
    }

    /// <summary>For whom the ticket is; null when the answers name somebody whom nobody vouched for, or not any more.</summary>
    public Guid? RequesterIn(Person asker, Arguments values)
    {
        if (values[FilingForm.Requester] is null || values.Id(FilingForm.Requester) == asker.Id)
            return asker.Id;
        return In(asker, values) is { } author && author.Id == values.Id(FilingForm.Requester) ? author.Id : null;
    }

    private static string Short(string name) => WholeCharacters.Begin(name, NameLength).Trim();
}
