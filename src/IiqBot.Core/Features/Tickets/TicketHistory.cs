using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Features.Tickets;

/// <summary>What happened on a ticket, newest first: comments, changes, and for technicians private notes. Always private.</summary>
public sealed class TicketHistory(TicketDesk desk, IActivities activities, TimeProvider time) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "ticket.history";

    private const int MostEntries = 10;
    private const int EntryLength = 500;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        Aliases = ["history", "comments", "activity", "timeline"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
        Usage = () => new(Texts.UsageHistory, Texts.MeaningHistory),
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(turn.Privately(), cancellationToken) is not { } opened) return TicketDesk.NotFound(turn);
        var all = (await activities.TimelineAsync(opened.Ticket.Id, cancellationToken))
            .Where(activity => IsWorthTelling(activity) && (activity.IsPublic || opened.Rights.CanWork || !HoldsNote(activity)))
            .ToList();
        var shown = all.Take(MostEntries).Select(ElementOf).ToList();
        if (shown.Count == 0) shown.Add(new CardElement.Paragraph(Texts.HistoryNone));
        if (all.Count > MostEntries)
            shown.Add(new CardElement.Paragraph(Texts.HistoryMore.With(all.Count - MostEntries)) { IsMuted = true });
        var arguments = TicketArguments.For(opened.Ticket);
        return new BotResponse.Reply(new Card
        {
            Title = Texts.HistoryTitle.With(opened.Ticket.Number),
            Summary = Texts.HistorySummary.With(opened.Ticket.Number, all.Count),
            Body = shown,
            Actions =
            [
                new CardAction.Press(Texts.ActionComment, CommentTicket.Verb, arguments),
                new CardAction.Press(Texts.ActionShowTicket, ShowTicket.Verb, arguments.With(ShowTicket.Details, "true")),
            ],
        })
        {
            IsPrivate = true,
        };
    }

    // Whoever closes a ticket writes why, and may mean it for technicians alone.
    private static bool HoldsNote(TicketActivity activity) => activity.Kind is ActivityKind.Comment or ActivityKind.Closed;

    private static bool IsWorthTelling(TicketActivity activity) =>
        activity.Kind is ActivityKind.Comment || activity.Kind is ActivityKind.StatusChange or ActivityKind.Closed or ActivityKind.Created or ActivityKind.Revision && activity.Text.Length > 0;

    private CardElement ElementOf(TicketActivity activity)
    {
        var author = activity.AuthorName ?? Texts.SystemName;
        var when = activity.At is { } at ? TicketTimes.Relative(at, time.GetUtcNow()) : "";
        var text = activity.Text.Length > EntryLength ? string.Concat(activity.Text.AsSpan(0, EntryLength), "…") : activity.Text;
        return activity.Kind == ActivityKind.Comment
            ? new CardElement.Comment(author, when, text, !activity.IsPublic)
            : new CardElement.Paragraph($"{author}, {when}: {text}") { IsMuted = true };
    }
}
