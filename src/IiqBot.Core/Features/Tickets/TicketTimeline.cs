using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Reads the activities of a ticket, for one person. This is the only reader of Incident IQ's timeline, which a test checks. It
/// returns no text that this person may not read here, so its callers cannot reveal too much.
/// </summary>
public sealed class TicketTimeline(IActivities activities, ILookups lookups)
{
    /// <summary>Returns what happened, newest first, as far as this person may know it in this conversation.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var entries = (await activities.TimelineAsync(opened.Ticket.Id, cancellationToken))
            .Where(entry => MayKnow(turn, opened.Rights, entry))
            .ToList();
        if (turn.IsOneToOne)
            return [.. entries.Select(entry => EntryOf(entry, entry.AuthorName, MayRead(opened.Rights, entry) ? entry.Text : ""))];

        // In a shared conversation, name only technicians and show no text: even an old subject may name a student.
        var agents = entries.Count == 0 ? [] : (await lookups.AgentsAsync(cancellationToken)).Select(agent => agent.Id).ToHashSet();
        return [.. entries.Select(entry => EntryOf(entry, IsNamed(entry) ? entry.AuthorName : Texts.SomebodyName, ""))];

        bool IsNamed(TicketActivity entry) =>
            entry.AuthorId is not { } author || author == opened.Ticket.Assignee?.Id || agents.Contains(author);
    }

    // Everything that Incident IQ does not mark as public is for technicians: resolution texts, work notes and changed fields as
    // well as comments. The texts of a filing and of a new status come from Incident IQ itself, and the card says the same.
    private static bool MayRead(TicketRights rights, TicketActivity entry) =>
        entry.IsPublic || rights.CanWork || entry.Kind is ActivityKind.StatusChange or ActivityKind.Created;

    // The card shows anyway that somebody, or a rule, changed the ticket. It does not show that there is a private note.
    private static bool MayKnow(Turn turn, TicketRights rights, TicketActivity entry) =>
        MayRead(rights, entry)
        || entry.AuthorId == turn.Person.Id
        || entry.Kind is ActivityKind.Revision or ActivityKind.Closed or ActivityKind.Rule;

    private static TimelineEntry EntryOf(TicketActivity entry, string? author, string words) =>
        new(entry.Id, entry.Kind, entry.At, entry.AuthorId, author, words, entry.IsPublic) { ChangedFields = FieldsOf(entry) };

    // A revision contains the names of its fields ("Owner: … → …"); one of an unknown shape is empty.
    private static IReadOnlyList<string> FieldsOf(TicketActivity entry) =>
        entry.Kind != ActivityKind.Revision
            ? []
            : [.. entry.Text.Split('\n').Select(line => line.Split(':')[0].Trim()).Where(field => field.Length > 0)];
}

/// <summary>One activity on a ticket, as one person may see it.</summary>
/// <param name="Id">The activity's id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="At">When it happened.</param>
/// <param name="AuthorId">Who did it; null for the system.</param>
/// <param name="AuthorName">Their name, if this person may see it; null for the system.</param>
/// <param name="Words">What was written or changed; empty if this person may not read it in this conversation.</param>
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
    /// <summary>The names of the fields that a revision changed. For decisions only; never show them.</summary>
    public IReadOnlyList<string> ChangedFields { get; init; } = [];
}
