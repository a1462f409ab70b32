using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Parsing.Dates;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Searches tickets by words and by the facets of <see cref="SearchFacets"/>. Technicians search all of the configured
/// products; everybody else their own tickets.
/// </summary>
public sealed class SearchTickets(
    ITickets tickets, OwnTickets own, SearchFacets facets, WholeNames names, SearchForm form, TicketDesk desk, TicketList list, IOptions<IncidentIqOptions> options) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.search";

    private const int MostChoices = 5;

    // Facets that say something about a ticket which its minimum does not.
    private static readonly string[] Telling = [SearchFacets.Words, SearchFacets.For, SearchFacets.Asset];

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        IsMeantByOptions = true,
        Aliases =
        [
            "search", "find", "search for", "look for", "search tickets", "search ticket", "search tickets for", "search for tickets", "find tickets", "find ticket",
            "find tickets for", "look for tickets",
        ],
        Line = new(
            new LinePart.Option(SearchFacets.Status) { IsName = true, Aliases = ["state"] },
            new LinePart.Option(SearchFacets.Priority) { IsName = true, Aliases = ["prio"] },
            new LinePart.Option(SearchFacets.AssignedTo) { IsName = true, Aliases = ["assigned", "assignee", "agent", "technician", "tech", "team"] },
            new LinePart.Option(SearchFacets.For) { IsName = true, Aliases = ["requester", "requestor"] },
            new LinePart.Option(SearchFacets.Location) { IsName = true, Aliases = ["loc", "school", "building"] },
            new LinePart.Option(SearchFacets.Room),
            new LinePart.Option(SearchFacets.Due) { Takes = DateWords.AreDays, Aliases = ["duedate"] },
            new LinePart.Option(SearchFacets.Created) { Takes = DateWords.AreDays, Aliases = ["createddate", "filed"] },
            new LinePart.Option(SearchFacets.Asset) { Aliases = ["device", "tag", "assettag"] },
            new LinePart.Option(SearchFacets.Words) { Aliases = ["keyword"] },
            new LinePart.Rest(SearchFacets.Words)),
        Usage = () => new(Texts.UsageSearch, Texts.MeaningSearch),
        Button = () => Texts.ActionSearch,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var asksNothing = SearchFacets.All.All(facet => turn.Arguments[facet] is null);
        if (asksNothing && !turn.IsSubmission) return new BotResponse.OpenForm(await FormAsync(turn, cancellationToken));
        turn = turn with { Request = turn.Request with { Arguments = await names.InAsync(turn.Arguments, turn.Person, cancellationToken) } };
        var asked = await facets.ReadAsync(turn, cancellationToken);
        if (!turn.IsSubmission && asked.Choices is ({ } facet, { Count: > 0 and <= MostChoices } choices)) return Which(turn, asked.Errors[facet], facet, choices);
        if (asked.Errors.Count > 0) return new BotResponse.FormErrors(await FormAsync(turn, cancellationToken) with { Errors = asked.Errors });

        // That words occur in a sensitive ticket, or whom it is for, is itself sensitive: technicians search the others.
        var isTelling = Telling.Any(facet => turn.Arguments[facet] is not null);
        TicketPage page = turn.Person.IsAgent
            ? await AllAsync(turn, isTelling && !turn.Person.IsAdministrator ? [.. asked.Filters, TicketFilter.Sensitive(false)] : asked.Filters, cancellationToken)
            : await own.QueryAsync(turn, asked.Filters, cancellationToken);
        if (isTelling || !turn.Person.IsAgent) page = OnlyVisible(turn, page);
        return await list.AnswerAsync(
            turn, TitleOf(asked), page with { Notes = asked.Notes }, Texts.ListSearchNone, cancellationToken, [.. OfAnotherStatus(turn, asked), new CardAction.Press(Texts.ActionNewSearch, Verb, Arguments.None)]);
    }

    // A few that could be meant are one press away; a form for all of it is not needed.
    private static BotResponse.Reply Which(Turn turn, string why, string facet, IReadOnlyList<Option> choices) => new(new Card
    {
        Title = Texts.SearchWhich.With(turn.Arguments[facet]),
        Summary = why,
        Body = [new CardElement.Paragraph(why)],
        Actions =
        [
            .. choices.Select(choice => new CardAction.Press(choice.Label, Verb, turn.Arguments.With(TicketList.PageArgument, 0).With(facet, choice.Value))),
            new CardAction.Press(Texts.ActionNewSearch, Verb, Arguments.None),
        ],
    })
    {
        IsPrivate = true,
    };

    // A step of the workflow may be called Open, or Closed; the other meaning is one press away.
    private static IEnumerable<CardAction> OfAnotherStatus(Turn turn, SearchReading asked)
    {
        var status = turn.Arguments[SearchFacets.Status]?.ToLowerInvariant();
        var anew = turn.Arguments.With(TicketList.PageArgument, 0);
        if (asked.Namesake is { } step) yield return new CardAction.Press(Texts.ActionOnlyStatus.With(step), Verb, anew.With(SearchFacets.Status, SearchFacets.Only + step));
        if (status == SearchFacets.Only + SearchFacets.Open) yield return new CardAction.Press(Texts.ActionAnyOpen, Verb, anew.With(SearchFacets.Status, SearchFacets.AnyOpen));
        if (status == SearchFacets.Only + SearchFacets.Closed) yield return new CardAction.Press(Texts.ActionAnyClosed, Verb, anew.With(SearchFacets.Status, SearchFacets.AnyClosed));
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => form.ForAsync(turn, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => SearchForm.Validate(answers);

    private Task<Page<Ticket>> AllAsync(Turn turn, IReadOnlyList<TicketFilter> filters, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = filters,
                ProductIds = options.Value.ProductsInForce,
                PageIndex = TicketList.PageOf(turn),
                PageSize = TicketList.PageSize,
            },
            cancellationToken);

    // What the server found is not believed where a row tells what was asked: what they may not see is not even veiled.
    private TicketPage OnlyVisible(Turn turn, TicketPage page)
    {
        var visible = page.Rows.Items.Where(ticket => desk.RightsOf(turn.Privately(), ticket).CanSee).ToList();
        return page with { Rows = page.Rows with { Items = visible, OutsideFilter = page.Rows.OutsideFilter + page.Rows.Items.Count - visible.Count } };
    }

    private static string TitleOf(SearchReading asked)
    {
        var title = asked.Words is { } words ? Texts.ListSearchWords.With(words)
            : asked.Labels.Count > 0 ? Texts.ListSearch
            : Texts.ListSearchAll;
        return string.Join(", ", asked.Labels.Prepend(title));
    }
}
