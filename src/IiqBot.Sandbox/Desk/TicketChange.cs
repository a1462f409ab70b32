using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Desk;

/// <summary>What happened to a ticket, for rules.</summary>
internal enum ChangeKind
{
    Created,
    Updated,
    StatusChanged,
    Commented,
}

/// <summary>A change to a ticket and who made it; nobody where the system did.</summary>
internal sealed record TicketChange(Ticket Ticket, ChangeKind Kind, Person? By);
