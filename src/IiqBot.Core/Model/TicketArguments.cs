using System.Globalization;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Model;

/// <summary>The arguments for a ticket and for the state of it that the person saw.</summary>
public static class TicketArguments
{
    /// <summary>A ticket's id, or its number if the person typed it.</summary>
    public const string Ticket = "ticket";

    /// <summary>The version and the state of the ticket that the card showed, as <see cref="For"/> writes them.</summary>
    public const string Seen = "seen";

    private const char StateMark = '.';
    private const int StateLength = 12;

    /// <summary>Arguments for a button on a card of this ticket.</summary>
    public static Arguments For(Ticket ticket) =>
        Arguments.None.With(Ticket, ticket.Id).With(Seen, $"{VersionOf(ticket)}{StateMark}{StateOf(ticket)}");

    /// <summary>The ticket of a request and the version that the person saw, without the other arguments.</summary>
    public static Arguments Of(Arguments arguments) => Arguments.None.With(Ticket, arguments[Ticket]).With(Seen, arguments[Seen]);

    /// <summary>The version of a ticket: when it last changed.</summary>
    public static string VersionOf(Ticket ticket) =>
        (ticket.Modified ?? ticket.Created)?.UtcTicks.ToString("x", CultureInfo.InvariantCulture) ?? "0";

    /// <summary>
    /// A short text for what a card shows of a ticket. Two texts are equal if nothing that people set differs. The submitter does not
    /// count, because the bot sets it after filing. Whether the ticket is past due does not count either, because that changes by itself.
    /// </summary>
    public static string StateOf(Ticket ticket) =>
        StableId
            .Of(
                ticket.Subject,
                ticket.Description,
                $"{ticket.Step?.Id}",
                $"{ticket.IsClosed}{ticket.IsDeleted}{ticket.IsUrgent}{ticket.IsSensitive}",
                string.Create(CultureInfo.InvariantCulture, $"{ticket.PriorityScore}|{ticket.Due?.UtcTicks}"),
                $"{ticket.Requester?.Id}|{ticket.Assignee?.Id}|{ticket.Team?.Id}|{ticket.Issue?.Id}|{ticket.LocationId}|{ticket.RoomId}",
                ticket.LocationDetails ?? ""
            )
            .ToString("N")[..StateLength];

    /// <summary>When the version that the card showed was current; null if the person typed and saw no card.</summary>
    public static DateTimeOffset? SeenAt(Arguments arguments) => TimeOf(SeenIn(arguments).Version);

    /// <summary>Whether the card showed this version of the ticket, so that nothing has changed since.</summary>
    public static bool ShowsVersion(Arguments arguments, Ticket ticket) => SeenIn(arguments).Version == VersionOf(ticket);

    /// <summary>Whether everything that the card showed is still true, whatever else has changed.</summary>
    public static bool ShowsState(Arguments arguments, Ticket ticket) => SeenIn(arguments).State == StateOf(ticket);

    /// <summary>When a version of a ticket was current; null if the text is no version.</summary>
    public static DateTimeOffset? TimeOf(string? version) =>
        long.TryParse(version, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks)
        && ticks >= 0
        && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    private static (string? Version, string? State) SeenIn(Arguments arguments) =>
        arguments[Seen]?.Split(StateMark) is [var version, .. var state] ? (version, state.FirstOrDefault()) : (null, null);
}
