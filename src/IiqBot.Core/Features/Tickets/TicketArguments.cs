using System.Globalization;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The arguments that say which ticket, and which state of it the person saw.</summary>
public static class TicketArguments
{
    /// <summary>A ticket's id, or its number when it was typed.</summary>
    public const string Ticket = "ticket";

    /// <summary>The version of the ticket that the card showed.</summary>
    public const string Seen = "seen";

    /// <summary>Arguments for a button on a card of this ticket.</summary>
    public static Arguments For(Ticket ticket) =>
        Arguments.None.With(Ticket, ticket.Id).With(Seen, VersionOf(ticket));

    /// <summary>The version of a ticket: when it last changed.</summary>
    public static string VersionOf(Ticket ticket) =>
        (ticket.Modified ?? ticket.Created)?.UtcTicks.ToString("x", CultureInfo.InvariantCulture) ?? "0";

    /// <summary>When the version that the card showed was current; null when the person typed, and saw no card.</summary>
    public static DateTimeOffset? SeenAt(Arguments arguments) => TimeOf(arguments[Seen]);

    /// <summary>When a version of a ticket was current; null when it is none.</summary>
    public static DateTimeOffset? TimeOf(string? version) =>
        long.TryParse(version, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks)
        && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
}
