using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Searches tickets by words and by the facets of <see cref="SearchFacets"/>. Technicians search all of the configured
/// products; everybody else their own tickets.
/// </summary>
public sealed class SearchTickets(
    VisibleTickets tickets, OwnTickets own, SearchFacets facets, SearchForm form, TicketList list) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.search";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        IsMeantByOptions = true,
        Aliases = ["search", "find", "search for", "find tickets", "look for"],
        Line = new(
            new LinePart.Option(SearchFacets.Status) { IsName = true },
            new LinePart.Option(SearchFacets.Priority) { IsName = true },
            new LinePart.Option(SearchFacets.AssignedTo) { IsName = true, Aliases = ["assigned", "assignee", "agent"] },
            new LinePart.Option(SearchFacets.For) { IsName = true, Aliases = ["requester"] },
            new LinePart.Option(SearchFacets.Location) { IsName = true },
            new LinePart.Option(SearchFacets.Due) { Aliases = ["duedate"] },
            new LinePart.Option(SearchFacets.Created) { Aliases = ["createddate", "filed"] },
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
        turn = turn with { Request = turn.Request with { Arguments = await facets.WithWholeNamesAsync(turn.Arguments, turn.Person, cancellationToken) } };
        var asked = await facets.ReadAsync(turn, cancellationToken);
        if (asked.Errors.Count > 0) return new BotResponse.FormErrors(await FormAsync(turn, cancellationToken) with { Errors = asked.Errors });
        var page = turn.Person.IsAgent ? await tickets.SearchAsync(turn, asked.Filters, cancellationToken) : await own.QueryAsync(turn, asked.Filters, cancellationToken);
        return await list.AnswerAsync(
            turn, TitleOf(turn, asked), page, Texts.ListSearchNone, cancellationToken, [.. OfAnySuchStatus(turn, asked), new CardAction.Press(Texts.ActionNewSearch, Verb, Arguments.None)]);
    }

    // A step of the workflow may be called Open, or Closed; who means all of that kind is one press away.
    private static IEnumerable<CardAction> OfAnySuchStatus(Turn turn, SearchReading asked)
    {
        if (asked.Labels.Contains(Texts.SearchStatusOpen) || asked.Labels.Contains(Texts.SearchStatusClosed)) yield break;
        var status = turn.Arguments[SearchFacets.Status]?.ToLowerInvariant();
        var anew = turn.Arguments.With(TicketList.PageArgument, 0);
        if (status == SearchFacets.Open) yield return new CardAction.Press(Texts.ActionAnyOpen, Verb, anew.With(SearchFacets.Status, SearchFacets.AnyOpen));
        if (status == SearchFacets.Closed) yield return new CardAction.Press(Texts.ActionAnyClosed, Verb, anew.With(SearchFacets.Status, SearchFacets.AnyClosed));
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => form.ForAsync(turn, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => SearchForm.Validate(answers);

    private static string TitleOf(Turn turn, SearchReading asked)
    {
        var title = turn.Arguments[SearchFacets.Words] is { } words ? Texts.ListSearchWords.With(words)
            : asked.Labels.Count > 0 ? Texts.ListSearch
            : Texts.ListSearchAll;
        return string.Join(", ", asked.Labels.Prepend(title));
    }
}
