using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Finds out what other people changed on a ticket since the asker's card was drawn.</summary>
public sealed class ChangesSinceSeen(TicketTimeline reader, ITicketActs acts)
{
    // Incident IQ's clock and the bot's. Less is better: what happens to a ticket this soon after an act may be taken for the act's.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFiling = TimeSpan.FromMinutes(1);
    private const int MostTold = 3;

    /// <summary>
    /// Whether an earlier attempt of a retried request may have changed the ticket, or somebody else meanwhile: it changed since the
    /// request was made.
    /// </summary>
    public static bool IsChangedSinceAsked(Turn turn, Ticket ticket) =>
        turn.IsRetry && turn.ReceivedAt is { } asked && ticket.Modified > asked - ClocksApart;

    /// <summary>
    /// What other people changed, in sentences; null when nobody did, the asker saw no card, or all that it shows is still so. Changes
    /// by rules count as nobody's: a card drawn right after filing would otherwise never let anything be done. Of a request that is
    /// tried again, it is what anybody changed since it was made, the asker too: that came later and counts.
    /// </summary>
    public async Task<string?> TellAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var ticket = opened.Ticket;
        var card = TicketArguments.SeenAt(turn.Arguments);
        if ((card ?? (turn.IsRetry ? turn.ReceivedAt : null)) is not { } seen || TicketArguments.ShowsVersion(turn.Arguments, ticket))
            return null;
        if (!turn.IsRetry && TicketArguments.ShowsState(turn.Arguments, ticket))
            return null;

        var known = await acts.OnAsync(ticket.Id, cancellationToken);
        var timeline = await reader.ReadAsync(turn, opened, cancellationToken);
        var created = timeline.FirstOrDefault(activity => activity.Kind == ActivityKind.Created);
        var elsewhere = Elsewhere(turn, ticket, known, [.. timeline.Where(activity => activity.At > seen)], seen, created);
        var told = known
            .Where(act => act.IsChange && (card is null ? act.DoneAt : act.At) > seen && (turn.IsRetry || act.PersonId != turn.Person.Id))
            .Select(act => (act.At, Text: turn.IsOneToOne ? act.Text : act.SharedText))
            .Concat(elsewhere.Select(change => (At: change.At!.Value, Text: Say(change))))
            .OrderBy(change => change.At)
            .Select(change => change.Text)
            .TakeLast(MostTold)
            .ToList();
        return told.Count == 0 ? null : string.Join(" ", told);
    }

    // Changes by others than the asker, without what filing and acts through the bot left in the timeline: those are told by who asked.
    private static List<TimelineEntry> Elsewhere(
        Turn turn,
        Ticket ticket,
        IReadOnlyList<TicketAct> known,
        List<TimelineEntry> since,
        DateTimeOffset seen,
        TimelineEntry? created
    )
    {
        // Of a ticket filed in somebody's name the timeline tells who really filed it: the bot's own account.
        var bot = created is { AuthorId: { } filer } && filer != ticket.Owner?.Id ? filer : (Guid?)null;
        var changes = since.Where(activity =>
            activity is { AuthorId: not null, Kind: ActivityKind.StatusChange or ActivityKind.Revision or ActivityKind.Closed }
            && !IsTheAskers(activity)
            && !(activity.AuthorId == bot && IsOfFiling(activity, created!))
        );

        // An earlier attempt may have left something and died before the act was known.
        if (turn.IsRetry)
            return [.. changes.Where(activity => activity.AuthorId != bot && !IsOfAnAct(activity))];

        var (ofActs, elsewhere) = (changes.Where(IsOfAnAct).ToList(), changes.Where(activity => !IsOfAnAct(activity)).ToList());
        if (elsewhere.Count > 0 || ofActs.Count == 0)
            return WithoutSeen(elsewhere, seen);

        // Another program may use the bot's account, right after the bot did: then nothing that is known left the ticket as it is.
        var last = known.LastOrDefault(act => act.State is not null);
        var isExplained =
            last is null
            || last.State == TicketArguments.StateOf(ticket)
            || since.Any(activity => activity.AuthorId is null || IsTheAskers(activity));
        return isExplained ? [] : [ofActs.MaxBy(activity => activity.At)!];

        bool IsTheAskers(TimelineEntry activity) => !turn.IsRetry && activity.AuthorId == turn.Person.Id;
        bool IsOfAnAct(TimelineEntry activity) =>
            (bot is null || activity.AuthorId == bot) && known.Any(act => MayHaveLeft(act, activity.At!.Value));
    }

    // The entry of a change that the card shows may be a little younger than the change; it is told only when nothing else explains.
    private static List<TimelineEntry> WithoutSeen(List<TimelineEntry> changes, DateTimeOffset seen) =>
        changes.FindAll(activity => activity.At - seen >= ClocksApart) is { Count: > 0 } later ? later : changes;

    // Comments leave no change. An attempt may take its time, and the two clocks may differ.
    private static bool MayHaveLeft(TicketAct act, DateTimeOffset at) =>
        act.IsChange && ((act.At - at).Duration() < ClocksApart || at > act.BegunAt - ClocksApart && at < act.DoneAt + ClocksApart);

    // Right after it filed a ticket the bot sets whose it is, and later never. A revision whose shape is not known names no fields.
    private static bool IsOfFiling(TimelineEntry activity, TimelineEntry created)
    {
        if (activity.Kind != ActivityKind.Revision)
            return false;
        return activity.ChangedFields.Count > 0
            ? activity.ChangedFields.All(field => field is "Owner" or "For")
            : activity.At - created.At < LongestFiling;
    }

    private static string Say(TimelineEntry change) =>
        Texts.ChangedBy.With(change.AuthorName ?? Texts.SystemName, change.Words.Length > 0 ? change.Words : Texts.ChangedSomething);
}
