using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A form about a ticket. It knows the ticket and the version that the person saw, and leads back to the ticket's card.</summary>
internal static class TicketForm
{
    /// <summary>The form.</summary>
    /// <param name="turn">Who asks for it.</param>
    /// <param name="ticket">The ticket; null if only the arguments name it and nothing else of it is known.</param>
    /// <param name="verb">What a submission does.</param>
    /// <param name="title">The form's title.</param>
    /// <param name="submit">The label of the button that sends it.</param>
    /// <param name="fields">The questions.</param>
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
