using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A ticket as it is now, and what the asker may do with it.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Rights">The rights.</param>
public sealed record OpenedTicket(Ticket Ticket, TicketRights Rights);
