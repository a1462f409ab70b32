using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Draws a page of tickets, with buttons that turn the page on the same card. Lists are personal, so in a shared conversation the
/// answer is private.
/// </summary>
public sealed class TicketList(TicketDesk desk, ILookups lookups, TimeProvider time)
{
    /// <summary>The argument that holds the zero-based page.</summary>
    public const string PageArgument = "page";

    /// <summary>The number of tickets on a page: what a phone shows without much scrolling.</summary>
    public const int PageSize = 7;

    private const int LastPage = 9_999;

    /// <summary>The page that a turn asks for.</summary>
    public static int PageOf(Turn turn) => turn.Arguments.Number(PageArgument, 0, LastPage) ?? 0;

    /// <summary>Returns the answer with a page.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="title">The title of the list.</param>
    /// <param name="ticketPage">The page to show.</param>
    /// <param name="empty">What to say if the list is empty.</param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
    /// <param name="more">More buttons, after those that turn the page.</param>
    public async Task<BotResponse> AnswerAsync(
        Turn turn,
        string title,
        TicketPage ticketPage,
        string empty,
        CancellationToken cancellationToken,
        params CardAction[] more
    )
    {
        var page = ticketPage.Rows;
        var levels = await lookups.PrioritiesAsync(cancellationToken);

        // Say nothing about tickets that the asker may not see, not even that they exist or do not match.
        var (shown, outside) = (Visible(turn, page.Items), Visible(turn, page.Outside).Count);
        if (shown.Count == 0 && outside > 0)
            throw new IncidentIqException(
                IncidentIqFailure.FilterIgnored,
                $"{turn.Request.Verb}: no row of the page satisfies the filters."
            );
        List<CardElement> body = [];
        if (outside > 0)
            body.Add(new CardElement.Notice(Texts.ListOutsideFilter.With(outside), Tone.Warning));
        body.AddRange(ticketPage.Notes.Select(note => new CardElement.Notice(note, Tone.Accent)));
        if (page.Unreadable > 0)
            body.Add(Unreadable(page));
        if (shown.Count == 0 && page.Unreadable == 0)
            body.Add(new CardElement.Paragraph(empty));
        body.AddRange(shown.Select(ticket => RowOf(ticket, levels)));
        // If rows do not match the filter, the server's count includes other people's tickets.
        var count = outside > 0 ? CountOf(shown.Count, isAtLeast: true) : CountOf(page.TotalRows, ticketPage.IsAtLeast);
        var pages = Math.Clamp((page.TotalRows + page.PageSize - 1) / page.PageSize, 1, ticketPage.MostPages);
        if (
            page.PageIndex + 1 == pages
            && pages == ticketPage.MostPages
            && (ticketPage.IsAtLeast || page.TotalRows > pages * page.PageSize)
        )
            body.Add(new CardElement.Paragraph(Texts.ListMoreThere) { IsMuted = true });
        var card = new Card
        {
            Title = title,
            Subtitle = pages > 1 && outside == 0 ? Texts.ListPage.With(count, page.PageIndex + 1, pages) : count,
            Summary = $"{title}: {count}",
            Body = body,
            Actions = [.. TurningsOf(turn, page.PageIndex, pages), .. more],
        };
        return turn.Arguments.Has(PageArgument, out _) && turn.IsOneToOne
            ? new BotResponse.ReplaceCard(card)
            : new BotResponse.Reply(card) { IsPrivate = true };
    }

    /// <summary>Returns a notice that some rows could not be read.</summary>
    internal static CardElement.Notice Unreadable(Page<Ticket> page) =>
        new(page.Unreadable == 1 ? Texts.ListUnreadableOne : Texts.ListUnreadable.With(page.Unreadable), Tone.Warning);

    private static string CountOf(int tickets, bool isAtLeast) =>
        (tickets, isAtLeast) switch
        {
            (1, true) => Texts.ListCountAtLeastOne,
            (1, false) => Texts.ListCountOne,
            (_, true) => Texts.ListCountAtLeast.With(tickets),
            _ => Texts.ListCount.With(tickets),
        };

    private List<Ticket> Visible(Turn turn, IReadOnlyList<Ticket> rows) =>
        [.. rows.Where(ticket => desk.RightsOf(turn.Privately(), ticket).CanSee)];

    private CardElement.Row RowOf(Ticket ticket, IReadOnlyList<PriorityLevel> levels)
    {
        var now = time.GetUtcNow();
        var assignee =
            ticket.Assignee?.Name is { Length: > 0 } user ? user
            : ticket.Team?.Name is { Length: > 0 } team ? Texts.RowNoTechnician.With(team)
            : Texts.AssigneeNobody;
        var changed = ticket.Modified is { } at ? Texts.RowChanged.With(TicketTimes.Relative(at, now)) : null;
        var detail = string.Join(
            " · ",
            new[] { TicketCard.PlaceOf(ticket, withWords: true), assignee, changed }.Where(part => part is not null)
        );
        var open = new CardAction.Press(
            Texts.ActionOpen,
            Verbs.ShowTicket,
            TicketArguments.For(ticket).With(TicketArguments.Seen, (string?)null).With(ArgumentNames.Details, "true")
        )
        {
            AccessibleLabel = Texts.ActionOpenNumber.With(ticket.Number),
        };
        return new(TicketCard.TitleOf(ticket), detail, TicketBadges.Striking(ticket, TicketCard.PriorityOf(ticket, levels), now), open);
    }

    private static IEnumerable<CardAction> TurningsOf(Turn turn, int page, int pages)
    {
        var verb = turn.Request.Verb!;
        if (page > 0)
            yield return new CardAction.Press(Texts.ActionPrevious, verb, turn.Arguments.With(PageArgument, Math.Min(page, pages) - 1));
        if (page + 1 < pages)
            yield return new CardAction.Press(Texts.ActionNext, verb, turn.Arguments.With(PageArgument, page + 1));
    }
}

/// <summary>A page of tickets, and whether its count is exact.</summary>
/// <param name="Rows">The rows.</param>
public sealed record TicketPage(Page<Ticket> Rows)
{
    /// <summary>Whether there may be more rows than the count.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Remarks to show above the rows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The highest number of pages that people can turn to.</summary>
    public int MostPages { get; init; } = int.MaxValue;

    /// <summary>A page whose count is the server's.</summary>
    public static implicit operator TicketPage(Page<Ticket> rows) => new(rows);

    /// <summary>A page whose count is the server's.</summary>
    public static TicketPage FromPage(Page<Ticket> rows) => new(rows);
}
