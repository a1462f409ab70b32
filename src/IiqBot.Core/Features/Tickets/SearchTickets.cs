using IiqBot.Core.Features.Searches;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Searches tickets by words and by the facets of <see cref="SearchFacets"/>. Technicians search all tickets of the configured
/// products; everybody else searches their own.
/// </summary>
public sealed class SearchTickets(
    VisibleTickets tickets,
    OwnTickets own,
    SearchReader reader,
    WholeNames names,
    SearchForm form,
    TicketList list
) : IFormHandler
{
    private const int MostChoices = 5;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.SearchTickets, Access.Known)
        {
            IsMeantByOptions = true,
            Aliases =
            [
                "search",
                "find",
                "search for",
                "look for",
                "search tickets",
                "search ticket",
                "search tickets for",
                "search for tickets",
                "find tickets",
                "find ticket",
                "find tickets for",
                "look for tickets",
            ],
            Line = new([.. FacetTable.All.Select(facet => facet.Option), new LinePart.Rest(SearchFacets.Words)]),
            Usage = () => new(Texts.UsageSearch, Texts.MeaningSearch),
            Button = () => Texts.ActionSearch,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!FacetTable.AreIn(turn.Arguments) && !turn.IsSubmission)
            return new BotResponse.OpenForm(await FormAsync(turn, cancellationToken));
        turn = turn with
        {
            Request = turn.Request with { Arguments = await names.InAsync(turn.Arguments, turn.Person, cancellationToken) },
        };
        var asked = await reader.ReadAsync(turn, cancellationToken);
        if (!turn.IsSubmission && asked.Choices is ({ } facet, { Count: > 0 and <= MostChoices } choices))
            return Which(turn, asked.Errors[facet], facet, choices);
        if (asked.Errors.Count > 0)
            return new BotResponse.FormErrors(await FormAsync(turn, cancellationToken) with { Errors = asked.Errors });
        var page = turn.Person.IsAgent
            ? await tickets.SearchAsync(turn, asked.Filters, cancellationToken)
            : await own.QueryAsync(turn, asked.Filters, cancellationToken);
        return await list.AnswerAsync(
            turn,
            TitleOf(asked),
            page with
            {
                Notes = asked.Notes,
            },
            Texts.ListSearchNone,
            cancellationToken,
            [.. OfAnotherStatus(turn, asked), new CardAction.Press(Texts.ActionNewSearch, Verbs.SearchTickets, Arguments.None)]
        );
    }

    // If only a few values could be meant, offer a button for each instead of the whole form.
    private static BotResponse.Reply Which(Turn turn, string why, string facet, IReadOnlyList<Option> choices) =>
        new(
            new Card
            {
                Title = Texts.SearchWhich.With(turn.Arguments[facet]),
                Summary = why,
                Body = [new CardElement.Paragraph(why)],
                Actions =
                [
                    .. choices.Select(choice => new CardAction.Press(
                        choice.Label,
                        Verbs.SearchTickets,
                        turn.Arguments.With(TicketList.PageArgument, 0).With(facet, choice.Value)
                    )),
                    new CardAction.Press(Texts.ActionNewSearch, Verbs.SearchTickets, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };

    // A workflow step may have the name Open or Closed. Offer the other meaning as a button.
    private static IEnumerable<CardAction> OfAnotherStatus(Turn turn, SearchReading asked)
    {
        var status = turn.Arguments[SearchFacets.Status]?.ToLowerInvariant();
        var anew = turn.Arguments.With(TicketList.PageArgument, 0);
        if (asked.Namesake is { } step)
            yield return new CardAction.Press(
                Texts.ActionOnlyStatus.With(step),
                Verbs.SearchTickets,
                anew.With(SearchFacets.Status, SearchFacets.Only + step)
            );
        if (status == SearchFacets.Only + SearchFacets.Open)
            yield return new CardAction.Press(
                Texts.ActionAnyOpen,
                Verbs.SearchTickets,
                anew.With(SearchFacets.Status, SearchFacets.AnyOpen)
            );
        if (status == SearchFacets.Only + SearchFacets.Closed)
            yield return new CardAction.Press(
                Texts.ActionAnyClosed,
                Verbs.SearchTickets,
                anew.With(SearchFacets.Status, SearchFacets.AnyClosed)
            );
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => form.ForAsync(turn, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => SearchForm.Validate(answers);

    private static string TitleOf(SearchReading asked)
    {
        var title =
            asked.Words is { } words ? Texts.ListSearchWords.With(words)
            : asked.Labels.Count > 0 ? Texts.ListSearch
            : Texts.ListSearchAll;
        return string.Join(", ", asked.Labels.Prepend(title));
    }
}
