using IiqBot.Core.Dispatch;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Finds out what other people changed on a ticket since the asker's card was drawn.</summary>
public sealed class ChangesSinceSeen(IActivities activities, ILookups lookups, ITicketActs acts)
{
    /// <summary>How far an act and its entry in the timeline may be apart, for they carry times of two clocks.</summary>
    internal static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(5);
    private const int MostTold = 3;

    /// <summary>
    /// What other people changed, in sentences; null when nobody did, or the asker saw no card. Changes by rules count as
    /// nobody's: a card drawn right after filing would otherwise never let anything be done. Of a request that is tried again, it is
    /// what anybody changed since it was made, the asker too: that came later and counts.
    /// </summary>
    public async Task<string?> TellAsync(Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        var card = TicketArguments.SeenAt(turn.Arguments);
        if ((card ?? (turn.IsRetry ? turn.ReceivedAt : null)) is not { } seen
            || turn.Arguments[TicketArguments.Seen] == TicketArguments.VersionOf(ticket))
            return null;

        var known = await acts.OnAsync(ticket.Id, cancellationToken);
        var timeline = await activities.TimelineAsync(ticket.Id, cancellationToken);
        var bot = BotIn(timeline, ticket);
        var elsewhere = timeline
            .Where(activity => activity.At > seen
                && activity.AuthorId is { } author && (turn.IsRetry || author != turn.Person.Id)
                && activity.Kind is ActivityKind.StatusChange or ActivityKind.Revision or ActivityKind.Closed)
            .Where(activity => activity.AuthorId != bot)
            .Where(activity => !known.Any(act => (act.At - activity.At!.Value).Duration() < SameMoment))
            .ToList();
        var told = known
            .Where(act => act.IsChange && (card is null ? act.DoneAt : act.At) > seen && (turn.IsRetry || act.PersonId != turn.Person.Id))
            .Select(act => (act.At, Text: turn.IsOneToOne ? act.Text : act.SharedText))
            .Concat(await SayAsync(turn, ticket, elsewhere, cancellationToken))
            .OrderBy(change => change.At)
            .Select(change => change.Text)
            .TakeLast(MostTold)
            .ToList();
        return told.Count == 0 ? null : string.Join(" ", told);
    }

    // Of a ticket filed in somebody's name the timeline tells who really filed it: the bot's own account, whose changes are known
    // by who asked for them.
    private static Guid? BotIn(IReadOnlyList<TicketActivity> timeline, Ticket ticket) =>
        timeline.FirstOrDefault(activity => activity.Kind == ActivityKind.Created)?.AuthorId is { } filer && filer != ticket.Owner?.Id ? filer : null;

    // Where others read along, only technicians are named, and not the words of a change: an old subject may name a student.
    private async Task<IEnumerable<(DateTimeOffset At, string Text)>> SayAsync(
        Turn turn, Ticket ticket, List<TicketActivity> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return [];
        if (turn.IsOneToOne)
            return changes.Select(change => (change.At!.Value, Texts.ChangedBy.With(change.AuthorName ?? Texts.SystemName, change.Text.Length > 0 ? change.Text : Texts.ChangedSomething)));

        var agents = await lookups.AgentsAsync(cancellationToken);
        return changes.Select(change => (change.At!.Value, Texts.ChangedBy.With(NameOf(change), Texts.ChangedSomething)));

        string NameOf(TicketActivity change) =>
            change.AuthorId == ticket.Assignee?.Id || agents.Any(agent => agent.Id == change.AuthorId)
                ? change.AuthorName ?? Texts.SystemName
                : Texts.SomebodyName;
    }
}
