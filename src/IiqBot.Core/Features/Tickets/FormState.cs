using IiqBot.Core.Cards;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Tickets;

/// <summary>What a form that is asked again carries on from its submission.</summary>
internal static class FormState
{
    /// <summary>The button that leads back to the ticket's card.</summary>
    public static CardAction.Press BackTo(Arguments ticket) =>
        new(Texts.ActionBack, ShowTicket.Verb, TicketOf(ticket).With(ShowTicket.InPlace, "true"));

    /// <summary>The ticket and the version seen.</summary>
    public static Arguments TicketOf(Arguments submitted) => Arguments.None
        .With(TicketArguments.Ticket, submitted[TicketArguments.Ticket])
        .With(TicketArguments.Seen, submitted[TicketArguments.Seen]);
}
