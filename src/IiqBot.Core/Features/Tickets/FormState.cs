using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Tickets;

/// <summary>What a form that is asked again carries on from its submission.</summary>
internal static class FormState
{
    /// <summary>The ticket and the version seen.</summary>
    public static Arguments TicketOf(Arguments submitted) => Arguments.None
        .With(TicketArguments.Ticket, submitted[TicketArguments.Ticket])
        .With(TicketArguments.Seen, submitted[TicketArguments.Seen]);
}
