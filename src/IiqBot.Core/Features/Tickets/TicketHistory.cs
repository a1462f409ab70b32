using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Shows what happened on a ticket, newest first: comments, changes, private notes for technicians, and the ticket's devices. Always
/// private. Incident IQ knows changes through the bot only under the bot's account, so the bot shows those from its own record.
/// </summary>
public sealed class TicketHistory(TicketDesk desk, TicketTimeline reader, ITickets tickets, ITicketActs acts, TimeProvider time)
    : IRequestHandler
{
    private const int MostEntries = 10;
    private const int EntryLength = 2000;

    // The shortest limit that a platform has for a paragraph (Slack's sections), less what escaping adds.
    private const int ParagraphLength = 2800;

    // The largest difference between the times of an act and of its timeline entry, which come from two clocks.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.TicketHistory, Access.Known)
        {
            Aliases = ["history", "comments", "activity", "timeline"],
            Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageHistory, Texts.MeaningHistory),
            Button = () => Texts.ActionHistory,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var alone = turn.Privately();
        if (await desk.OpenAsync(alone, cancellationToken) is not { } opened)
            return TicketDesk.NotFound(turn);
        var devices = DevicesAsync(opened.Ticket, cancellationToken);
        var timeline = (await reader.ReadAsync(alone, opened, cancellationToken)).Where(IsWorthTelling);
        var known = await KnownAsync(opened.Ticket, cancellationToken);
        var all = timeline.Select(activity => (Activity: activity, Act: ActOf(activity, known))).ToList();
        List<CardElement> shown = [];
        if (await devices is { Length: > 0 } linked)
            shown.Add(new CardElement.Facts([new(Texts.FactDevices, linked)]));
        shown.AddRange(
            all.Take(MostEntries)
                .GroupBy(entry => entry.Act?.Id ?? entry.Activity.Id)
                .Select(entries =>
                    entries.First().Act is { } act
                        ? ElementOf(act, entries.Select(entry => entry.Activity))
                        : ElementOf(entries.First().Activity)
                )
        );
        if (all.Count == 0)
            shown.Add(new CardElement.Paragraph(Texts.HistoryNone));
        shown.AddRange(WholeDescription(opened.Ticket));
        if (all.Count > MostEntries)
            shown.Add(new CardElement.Paragraph(Texts.HistoryMore.With(all.Count - MostEntries)) { IsMuted = true });
        var arguments = TicketArguments.For(opened.Ticket);
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.HistoryTitle.With(opened.Ticket.Number),
                Summary = Texts.HistorySummary.With(opened.Ticket.Number, all.Count),
                Body = shown,
                Actions =
                [
                    new CardAction.Press(Texts.ActionComment, Verbs.CommentTicket, arguments),
                    new CardAction.Press(Texts.ActionShowTicket, Verbs.ShowTicket, arguments.With(ArgumentNames.Details, "true")),
                ],
            }
        )
        {
            IsPrivate = true,
        };
    }

    private static bool IsWorthTelling(TimelineEntry activity) =>
        activity.Kind is ActivityKind.Comment
        || activity.Kind is ActivityKind.StatusChange or ActivityKind.Closed or ActivityKind.Created or ActivityKind.Revision
            && activity.Words.Length > 0;

    // One act leaves several entries. A comment is not one of them: it has its author's name. Nor is a rule's entry, which has no
    // author.
    private static TicketAct? ActOf(TimelineEntry activity, IReadOnlyList<TicketAct> known)
    {
        if (activity is { Kind: ActivityKind.Comment or ActivityKind.Created } or { At: null } or { AuthorId: null })
            return null;
        return known.Where(act => act.IsChange && act.PersonId != activity.AuthorId && Apart(act) < SameMoment).MinBy(Apart);

        TimeSpan Apart(TicketAct act) =>
            TimeSpan.FromTicks(Math.Min((act.At - activity.At!.Value).Duration().Ticks, (act.DoneAt - activity.At.Value).Duration().Ticks));
    }

    // If the acts cannot be read, the timeline is still correct.
    private async Task<IReadOnlyList<TicketAct>> KnownAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        try
        {
            return await acts.OnAsync(ticket.Id, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return [];
        }
    }

    private async Task<string> DevicesAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        try
        {
            return string.Join(
                "; ",
                (await tickets.GetAssetsAsync(ticket.Id, cancellationToken)).Select(device =>
                    string.Join(", ", new[] { device.ModelName, device.Tag }.Where(part => part is { Length: > 0 }))
                )
            );
        }
        catch (IncidentIqException)
        {
            return ""; // a site may forbid the bot to read devices; telemetry records the failed call
        }
    }

    private CardElement.Paragraph ElementOf(TicketAct act, IEnumerable<TimelineEntry> entries)
    {
        var what = string.Join("; ", entries.Select(entry => Shortened(entry.Words)).Where(text => text.Length > 0));
        return new(Texts.HistoryAct.With(TicketTimes.Relative(act.DoneAt, time.GetUtcNow()), act.Text, what)) { IsMuted = true };
    }

    // The card shows only the beginning; in the history people can read all of it.
    private static IEnumerable<CardElement> WholeDescription(Ticket ticket)
    {
        if (ticket.Description.Length <= TicketCard.DescriptionLength)
            yield break;
        var text = Texts.HistoryDescription.With(ticket.Description);
        while (text.Length > ParagraphLength)
        {
            var end = text.LastIndexOfAny([' ', '\n'], ParagraphLength, ParagraphLength / 2);
            if (end < 0)
                end = WholeCharacters.LengthIn(text, ParagraphLength);
            yield return new CardElement.Paragraph(text[..end]);
            text = text[end..].TrimStart();
        }

        yield return new CardElement.Paragraph(text);
    }

    private static string Shortened(string text) =>
        text.Length > EntryLength ? $"{WholeCharacters.Begin(text, EntryLength)}… {Texts.HistoryCut}" : text;

    private CardElement ElementOf(TimelineEntry activity)
    {
        var author = activity.AuthorName ?? Texts.SystemName;
        var when = activity.At is { } at ? TicketTimes.Relative(at, time.GetUtcNow()) : "";
        var text = Shortened(activity.Words);
        return activity.Kind == ActivityKind.Comment
            ? new CardElement.Comment(author, when, text, !activity.IsPublic)
            : new CardElement.Paragraph($"{author}, {when}: {text}") { IsMuted = true };
    }
}
