using System.Globalization;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// One condition on a list of tickets: the facet for the server, and a check of the same condition on each row. The check is needed
/// because the server silently ignores filters that it does not know (docs/reference/incident-iq-tickets.md, "Filters" and "Facets").
/// </summary>
public sealed record TicketFilter
{
    private static readonly Guid OpenState = Guid.Empty;
    private static readonly Guid ClosedState = Guid.Parse("11111111-1111-1111-1111-111111111111");

    private TicketFilter(string facet) => Facet = facet;

    /// <summary>The facet's key on the wire.</summary>
    public string Facet { get; }

    /// <summary>The id, for facets that filter by id.</summary>
    public Guid? Id { get; private init; }

    /// <summary>The value, for facets of text, dates and numbers.</summary>
    public string? Value { get; private init; }

    /// <summary>Whether a row matches; null if a row cannot show it (free text).</summary>
    public Func<Ticket, bool>? Holds { get; private init; }

    /// <summary>Whether a row proves that it matches. Set only if a row may match without proof; otherwise null.</summary>
    internal Func<Ticket, bool>? Shows { get; private init; }

    /// <summary>The same filter for a server that is known to ignore it: a row must prove that it matches.</summary>
    internal TicketFilter AsShown => Shows is null ? this : this with { Holds = Shows };

    /// <summary>Whether two filters of this facet must both match (date ranges), instead of either.</summary>
    public bool Intersects { get; private init; }

    /// <summary>
    /// Whether the value is yes or no. The server then expects it as name and value (docs/reference/incident-iq-tickets.md,
    /// "Filters").
    /// </summary>
    internal bool IsYesNo { get; private init; }

    /// <summary>Open or closed tickets.</summary>
    public static TicketFilter State(bool closed) =>
        new("ticketstate") { Id = closed ? ClosedState : OpenState, Holds = t => t.IsClosed == closed };

    /// <summary>Tickets for this person.</summary>
    public static TicketFilter Requester(Guid userId) => new("user") { Id = userId, Holds = t => t.Requester?.Id == userId };

    /// <summary>Tickets this person submitted.</summary>
    public static TicketFilter SubmittedBy(Guid userId) => new("submittedby") { Id = userId, Holds = t => t.Owner?.Id == userId };

    /// <summary>Tickets assigned to this technician.</summary>
    public static TicketFilter AssignedTo(Guid userId) => new("agent") { Id = userId, Holds = t => t.Assignee?.Id == userId };

    /// <summary>Tickets assigned to this team.</summary>
    public static TicketFilter AssignedToTeam(Guid teamId) => new("team") { Id = teamId, Holds = t => t.Team?.Id == teamId };

    /// <summary>Tickets without an assigned agent, or those with one.</summary>
    public static TicketFilter Unassigned(bool yes = true) => YesNo("unassigned", yes, t => t.Assignee is null);

    /// <summary>Tickets marked urgent, or those that are not.</summary>
    public static TicketFilter Urgent(bool yes = true) => YesNo("isurgent", yes, t => t.IsUrgent);

    /// <summary>Tickets past due, or those that are not.</summary>
    public static TicketFilter PastDue(bool yes = true) => YesNo("ispastdue", yes, t => t.IsPastDue);

    /// <summary>Tickets marked as containing sensitive information, or those that are not.</summary>
    public static TicketFilter Sensitive(bool yes = true) => YesNo("sensitiveinfo", yes, t => t.IsSensitive);

    /// <summary>Tickets at this workflow step.</summary>
    public static TicketFilter AtStep(Guid workflowStepId) =>
        new("status") { Id = workflowStepId, Holds = t => t.Step?.Id == workflowStepId };

    /// <summary>Tickets at this school or building.</summary>
    public static TicketFilter AtLocation(Guid locationId) => new("location") { Id = locationId, Holds = t => t.LocationId == locationId };

    /// <summary>Tickets in this room.</summary>
    public static TicketFilter InRoom(Guid roomId) => new("room") { Id = roomId, Holds = t => t.RoomId == roomId };

    /// <summary>Tickets about the device with exactly this tag.</summary>
    public static TicketFilter OfAsset(string tag) =>
        new("assettag") { Value = tag, Holds = t => t.AssetTags.Contains(tag, StringComparer.OrdinalIgnoreCase) };

    /// <summary>Tickets whose priority score is in this band.</summary>
    public static TicketFilter OfPriority(Lookups.PriorityLevel level) =>
        new("prioritylevel")
        {
            Id = level.Id,
            Holds = t => t.PriorityScore is { } score && score >= level.MinScore && score <= level.MaxScore,
        };

    /// <summary>Tickets with exactly this number.</summary>
    public static TicketFilter Numbered(string number) =>
        new("ticketnumber")
        {
            Value = number.Trim(),
            Holds = t => t.Number.Trim().Equals(number.Trim(), StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>
    /// Tickets that contain these words, according to the server's search. A row need not show why it matched (the word may be in a
    /// comment), so the client trusts the server until it sees that the server ignores the facet. Then the row must contain each
    /// word. The client does not notice a server that ignores only certain values.
    /// </summary>
    public static TicketFilter Keyword(string words) => new("keyword") { Value = words, Shows = new TicketWords(words).AreIn };

    /// <summary>Tickets filed on these days, both inclusive, in the site's time.</summary>
    public static TicketFilter CreatedBetween(DateOnly from, DateOnly to) => Days("createddate", from, to, t => t.Created);

    /// <summary>Tickets due on these days, both inclusive, in the site's time.</summary>
    public static TicketFilter DueBetween(DateOnly from, DateOnly to) => Days("duedate", from, to, t => t.Due);

    /// <summary>Tickets changed on these days, both inclusive, in the site's time.</summary>
    public static TicketFilter ModifiedBetween(DateOnly from, DateOnly to) => Days("modifieddate", from, to, t => t.Modified);

    private static TicketFilter YesNo(string facet, bool yes, Func<Ticket, bool> isYes) =>
        new(facet)
        {
            Value = yes ? "yes" : "no",
            IsYesNo = true,
            Holds = t => isYes(t) == yes,
        };

    private static TicketFilter Days(string facet, DateOnly from, DateOnly to, Func<Ticket, DateTimeOffset?> date) =>
        new(facet)
        {
            Value = string.Create(CultureInfo.InvariantCulture, $"daterange:{from:MM/dd/yyyy}-{to:MM/dd/yyyy}"),
            Holds = t => date(t) is { } at && DateOnly.FromDateTime(at.DateTime) is var day && day >= from && day <= to,
            Intersects = true,
        };
}
