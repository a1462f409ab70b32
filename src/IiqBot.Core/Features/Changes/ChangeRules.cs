using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Who may change which tickets.</summary>
/// <param name="WhyNot">Returns why the asker may not change the ticket, as a sentence; null if they may.</param>
public sealed record ChangeRules(Func<OpenedTicket, string?> WhyNot)
{
    /// <summary>Technicians may change open tickets.</summary>
    public static ChangeRules Work { get; } =
        new(opened =>
            !opened.Rights.CanWork ? Texts.RefusedNotAgent
            : opened.Ticket.IsClosed ? Texts.TicketIsClosed
            : null
        );

    /// <summary>Technicians may change open and closed tickets.</summary>
    public static ChangeRules WorkAlsoClosed { get; } = new(opened => opened.Rights.CanWork ? null : Texts.RefusedNotAgent);

    /// <summary>
    /// The form to show again if somebody changed the ticket since the form was opened, so that the typed text is not lost. If null,
    /// the answer shows the ticket.
    /// </summary>
    public Func<Ticket, Task<Form>>? Again { get; init; }
}
