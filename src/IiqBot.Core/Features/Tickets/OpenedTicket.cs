using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A ticket in its current state, and what the asker may do with it.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Rights">The asker's rights.</param>
public sealed record OpenedTicket(Ticket Ticket, TicketRights Rights);
