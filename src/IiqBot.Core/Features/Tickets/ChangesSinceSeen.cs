using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Finds out what others changed on a ticket since the asker's card was drawn.</summary>
public sealed class ChangesSinceSeen(TicketTimeline reader, ITicketActs acts)
{
    // The difference between Incident IQ's clock and the bot's. Keep it small: a change this soon after an act may be mistaken for
    // that act.
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
    /// Returns what others changed, in sentences. Null if nobody changed anything, the asker saw no card, or everything on it is
    /// still true. Ignores changes by rules, because otherwise a card drawn right after filing could never be used. For a retry,
    /// returns what anybody changed since the request was made, including the asker: such a change came later and wins.
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

    // Changes by others, without the timeline entries that the filing and acts through the bot left. The acts name who asked for
    // them.
    private static List<TimelineEntry> Elsewhere(
        Turn turn,
        Ticket ticket,
        IReadOnlyList<TicketAct> known,
        List<TimelineEntry> since,
        DateTimeOffset seen,
        TimelineEntry? created
    )
    {
        // The timeline names the account that really filed a ticket. If that is not its owner, it is the bot's own account.
        var bot = created is { AuthorId: { } filer } && filer != ticket.Owner?.Id ? filer : (Guid?)null;
        var changes = since.Where(activity =>
            activity is { AuthorId: not null, Kind: ActivityKind.StatusChange or ActivityKind.Revision or ActivityKind.Closed }
            && !IsTheAskers(activity)
            && !(activity.AuthorId == bot && IsOfFiling(activity, created!))
        );

        // An earlier attempt may have left entries and crashed before it recorded the act.
        if (turn.IsRetry)
            return [.. changes.Where(activity => activity.AuthorId != bot && !IsOfAnAct(activity))];

        var (ofActs, elsewhere) = (changes.Where(IsOfAnAct).ToList(), changes.Where(activity => !IsOfAnAct(activity)).ToList());
        if (elsewhere.Count > 0 || ofActs.Count == 0)
            return WithoutSeen(elsewhere, seen);

        // Another program may use the bot's account right after the bot. If so, no known act explains the current state.
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

    // A change that the card shows may have a timeline entry a little later. Report it only if nothing else explains the
    // difference.
    private static List<TimelineEntry> WithoutSeen(List<TimelineEntry> changes, DateTimeOffset seen) =>
        changes.FindAll(activity => activity.At - seen >= ClocksApart) is { Count: > 0 } later ? later : changes;

    // Comments change nothing. An attempt may take long, and the two clocks may differ.
    private static bool MayHaveLeft(TicketAct act, DateTimeOffset at) =>
        act.IsChange && ((act.At - at).Duration() < ClocksApart || at > act.BegunAt - ClocksApart && at < act.DoneAt + ClocksApart);

    // The bot sets a ticket's owner and requester right after filing, and never again. A revision of an unknown shape names no
    // fields.
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
