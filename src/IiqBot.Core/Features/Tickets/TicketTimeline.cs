using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Reads what happened on a ticket, for one person. It is the only reader of Incident IQ's timeline, which a test checks. It returns no
/// words that this person may not read here, so its callers cannot reveal too much.
/// </summary>
public sealed class TicketTimeline(IActivities activities, ILookups lookups)
{
    /// <summary>What happened, newest first, as this person may know it in this conversation.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var entries = (await activities.TimelineAsync(opened.Ticket.Id, cancellationToken))
            .Where(entry => MayKnow(turn, opened.Rights, entry))
            .ToList();
        if (turn.IsOneToOne)
            return [.. entries.Select(entry => EntryOf(entry, entry.AuthorName, MayRead(opened.Rights, entry) ? entry.Text : ""))];

        // Where others read along, only technicians are named, and no words come along: even an old subject may name a student.
        var agents = entries.Count == 0 ? [] : (await lookups.AgentsAsync(cancellationToken)).Select(agent => agent.Id).ToHashSet();
        return [.. entries.Select(entry => EntryOf(entry, IsNamed(entry) ? entry.AuthorName : Texts.SomebodyName, ""))];

        bool IsNamed(TicketActivity entry) =>
            entry.AuthorId is not { } author || author == opened.Ticket.Assignee?.Id || agents.Contains(author);
    }

    // What Incident IQ does not call public is for technicians, whatever it is: closing words, work notes and changed fields as well as
    // comments. The words of a filing and of a new status are Incident IQ's own, and the card says the same.
    private static bool MayRead(TicketRights rights, TicketActivity entry) =>
        entry.IsPublic || rights.CanWork || entry.Kind is ActivityKind.StatusChange or ActivityKind.Created;

    // That somebody, or a rule, changed the ticket shows on its card anyway; that there is a private note does not.
    private static bool MayKnow(Turn turn, TicketRights rights, TicketActivity entry) =>
        MayRead(rights, entry)
        || entry.AuthorId == turn.Person.Id
        || entry.Kind is ActivityKind.Revision or ActivityKind.Closed or ActivityKind.Rule;

    private static TimelineEntry EntryOf(TicketActivity entry, string? author, string words) =>
        new(entry.Id, entry.Kind, entry.At, entry.AuthorId, author, words, entry.IsPublic) { ChangedFields = FieldsOf(entry) };

    // A revision tells its fields' names ("Owner: … → …"); one whose shape is not known says nothing.
    private static IReadOnlyList<string> FieldsOf(TicketActivity entry) =>
        entry.Kind != ActivityKind.Revision
            ? []
            : [.. entry.Text.Split('\n').Select(line => line.Split(':')[0].Trim()).Where(field => field.Length > 0)];
}

/// <summary>One thing that happened on a ticket, as one person may know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When.</param>
/// <param name="AuthorId">Who did it; null for the system.</param>
/// <param name="AuthorName">Their name, where it may be said; null for the system.</param>
/// <param name="Words">What was written or changed; empty when that is not for this person, or not for this conversation.</param>
/// <param name="IsPublic">Whether the requester may read it.</param>
public sealed record TimelineEntry(
    Guid Id,
    ActivityKind Kind,
    DateTimeOffset? At,
    Guid? AuthorId,
    string? AuthorName,
    string Words,
    bool IsPublic
)
{
    /// <summary>The names of the fields that a revision changed, to reason about and never to show.</summary>
    public IReadOnlyList<string> ChangedFields { get; init; } = [];
}
