namespace IiqBot.Core.Model;

/// <summary>What a form that is asked again carries on from its submission.</summary>
internal static class FormState
{
    /// <summary>The button that leads back to the ticket's card.</summary>
    public static CardAction.Press BackTo(Arguments ticket) =>
        new(Texts.ActionBack, Verbs.ShowTicket, TicketOf(ticket).With(ArgumentNames.InPlace, "true"));

    /// <summary>The ticket and the version seen.</summary>
    public static Arguments TicketOf(Arguments submitted) => Arguments.None
        .With(TicketArguments.Ticket, submitted[TicketArguments.Ticket])
        .With(TicketArguments.Seen, submitted[TicketArguments.Seen]);
}
