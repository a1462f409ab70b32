using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// A form about a ticket. It carries the ticket and the version that the person saw, and leads back to the ticket's card.
/// </summary>
internal static class TicketForm
{
    /// <summary>Creates the form.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="ticket">The ticket; null if only the arguments name it and it was not read.</param>
    /// <param name="verb">The verb of the submission.</param>
    /// <param name="title">The form's title.</param>
    /// <param name="submit">The label of the submit button.</param>
    /// <param name="fields">The fields.</param>
    public static Form Of(Turn turn, Ticket? ticket, string verb, string title, string submit, params IReadOnlyList<Field> fields)
    {
        var about = ticket is null ? TicketArguments.Of(turn.Arguments) : TicketArguments.For(ticket);
        return new()
        {
            Verb = verb,
            Title = title,
            Submit = submit,
            InstanceId = Form.InstanceOf(turn.Arguments),
            Hidden = about,
            Back = new(Texts.ActionBack, Verbs.ShowTicket, about.With(ArgumentNames.InPlace, "true")),
            Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
            Fields = fields,
        };
    }
}
