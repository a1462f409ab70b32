using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Features.Waiting;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features;

/// <summary>
/// A person's home page, on platforms that have one: their tickets, their work, their waiting requests, and where to start. Only they
/// see it.
/// </summary>
public sealed class Home(
    ITickets tickets,
    ILookups lookups,
    IInbox inbox,
    TicketDesk desk,
    HomeViewers viewers,
    IOptions<IncidentIqOptions> options,
    TimeProvider time
) : IRequestHandler
{
    private const int MostRows = 5;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.Home, Access.Known);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        turn = turn.Privately();
        viewers.Drew(turn);
        var mine = QueryAsync(TicketFilter.Requester(turn.Person.Id), cancellationToken);
        var assigned = turn.Person.IsAgent ? QueryAsync(TicketFilter.AssignedTo(turn.Person.Id), cancellationToken) : null;
        var waiting = await inbox.WaitingOfAsync(turn.Request.Actor, cancellationToken);
        var levels = await lookups.PrioritiesAsync(cancellationToken);

        List<CardElement> body = [];
        if (turn.Arguments.Flag(ArgumentNames.HomeFirst))
            body.Add(new CardElement.Notice(Texts.WelcomePerson.With(turn.Person.Name), Tone.Accent));
        if (waiting.Count > 0)
            body.Add(new CardElement.Notice(Texts.WaitingSummary.With(waiting.Count), Tone.Warning));
        if (assigned is not null)
            body.AddRange(Section(turn, Texts.ListAssigned, Texts.ListAssignedNone, await assigned, levels));
        body.AddRange(Section(turn, Texts.ListMine, Texts.ListMineNone, await mine, levels));
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.HomeTitle,
                Summary = Texts.HomeSummary,
                Body = body,
                Actions =
                [
                    .. StartingPoints.For(turn.Person.IsAgent),
                    .. waiting.Count > 0
                        ? [new CardAction.Press(Texts.ActionShowWaiting, Verbs.ShowWaiting, Arguments.None)]
                        : Array.Empty<CardAction>(),
                    new CardAction.Press(Texts.ActionSettings, Verbs.ShowSettings, Arguments.None),
                    new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
    }

    private Task<Page<Ticket>> QueryAsync(TicketFilter whose, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = [whose, TicketFilter.State(closed: false)],
                ProductIds = options.Value.ProductsInForce,
                PageSize = MostRows,
            },
            cancellationToken
        );

    private IEnumerable<CardElement> Section(Turn turn, string title, string empty, Page<Ticket> page, IReadOnlyList<PriorityLevel> levels)
    {
        yield return new CardElement.Paragraph(
            page.Items.Count == 0 ? empty : Texts.HomeSection.With(title, page.Outside.Count > 0 ? page.Items.Count : page.TotalRows)
        );
        if (page.Unreadable > 0)
            yield return TicketList.Unreadable(page);
        foreach (var ticket in page.Items.Where(ticket => desk.RightsOf(turn, ticket).CanSee))
        {
            var open = new CardAction.Press(
                Texts.ActionOpen,
                Verbs.ShowTicket,
                TicketArguments.For(ticket).With(TicketArguments.Seen, (string?)null).With(ArgumentNames.Details, "true")
            )
            {
                AccessibleLabel = Texts.ActionOpenNumber.With(ticket.Number),
            };
            yield return new CardElement.Row(
                TicketCard.TitleOf(ticket),
                TicketCard.PlaceOf(ticket, withWords: true),
                TicketBadges.Striking(ticket, TicketCard.PriorityOf(ticket, levels), time.GetUtcNow()),
                open
            );
        }
    }
}
