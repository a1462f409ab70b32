using IiqBot.IncidentIq.Content;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Lists tickets, and finds one by its number (docs/reference/incident-iq-tickets.md, "Queries" and "Finding by number and words").
/// </summary>
internal sealed partial class TicketSearch(
    IncidentIqHttp http,
    TicketMapping mapping,
    KeywordProof keyword,
    Telemetry telemetry,
    IOptions<IncidentIqOptions> options,
    ILogger<TicketSearch> logger
)
{
    private const int MaxPageSize = 100;
    private const int MaxNumberLength = 64;

    /// <inheritdoc cref="ITickets.QueryAsync"/>
    public async Task<Page<Ticket>> QueryAsync(TicketQuery query, CancellationToken cancellationToken)
    {
        var products = query.ProductIds.Count > 0 ? query.ProductIds : options.Value.ProductsInForce;
        var size = Math.Clamp(query.PageSize, 1, MaxPageSize);
        var index = Math.Max(query.PageIndex, 0);
        var call = Query(query.Filters, products).Page(index, size, $"{Field(query.Sort)} {(query.Descending ? "desc" : "asc")}");
        var (rows, unreadable, envelope) = await RowsAsync(call, cancellationToken);
        var filters = await CheckedByAsync(rows, query.Filters, products, cancellationToken);

        var (kept, outside) = (new List<Ticket>(rows.Count), new List<Ticket>());
        var serverCouldTell = false;
        foreach (var row in rows)
        {
            if (FilterCheck.Broken(row, filters, products) is { } facet)
            {
                // A query can name only one product. If there are several, rows of other products are expected.
                var isDropped = facet != FilterCheck.Product || products.Count == 1;
                if (isDropped && !serverCouldTell)
                    Log.FilterDropped(logger, facet);
                serverCouldTell |= isDropped;
                telemetry.RowsOutside(facet, 1);
                outside.Add(row);
            }
            else
            {
                kept.Add(row);
            }
        }

        return kept.Count > 0 || !serverCouldTell || query.HandsOutOutside
            ? new(kept, envelope.Paging?.Rows ?? rows.Count, index, size) { Outside = outside, Unreadable = unreadable }
            : throw new IncidentIqException(IncidentIqFailure.FilterIgnored, $"{call.Route}: no row of the page satisfies the filters.");
    }

    /// <inheritdoc cref="ITickets.FindByNumberAsync"/>
    public async Task<Ticket?> FindByNumberAsync(string number, CancellationToken cancellationToken)
    {
        number = number.Trim();
        if (number.Length is 0 or > MaxNumberLength)
            return null;

        var filter = TicketFilter.Numbered(number);
        var (rows, unreadable, _) = await RowsAsync(Query([filter], []).Page(0, 10), cancellationToken);
        if (Best(rows, filter) is { } found)
            return found;
        if (rows.Count + unreadable == 0)
            return null;

        telemetry.RowsOutside(filter.Facet, rows.Count);
        if (rows.Count > 0)
            Log.FilterDropped(logger, filter.Facet);
        var searched =
            await SearchAsync(Routes.Scan, new(number), filter, cancellationToken)
            ?? await SearchAsync(Routes.Search, new(number) { Limit = 25, Facets = 1 }, filter, cancellationToken);
        return searched is null && unreadable > 0
            ? throw new IncidentIqException(
                IncidentIqFailure.NotUnderstood,
                $"{Routes.QueryTickets}: the only row for a number cannot be read."
            )
            : searched;
    }

    /// <summary>
    /// Returns the filters to check the rows with. A row without the searched words is trusted unless the server ignores keywords. To
    /// find that out, the same query runs with another word: a keyword alone is slow (docs/reference/incident-iq-tickets.md,
    /// "Facets"), and this query is known to find tickets.
    /// </summary>
    private async Task<IReadOnlyList<TicketFilter>> CheckedByAsync(
        List<Ticket> rows,
        IReadOnlyList<TicketFilter> filters,
        IReadOnlyList<Guid> products,
        CancellationToken cancellationToken
    )
    {
        List<TicketFilter> asShown = [.. filters.Select(f => f.AsShown)];
        var inDoubt = rows.Exists(r =>
            FilterCheck.Broken(r, filters, products) is null && FilterCheck.Broken(r, asShown, products) is not null
        );
        return inDoubt && await keyword.IsDroppedAsync(AskedAgain, cancellationToken) ? asShown : filters;

        Call AskedAgain(string word) => Query([.. filters.Where(f => f.Shows is null), TicketFilter.Keyword(word)], products).Page(0, 1);
    }

    /// <summary>Search results may lack parts of a ticket, so the ticket itself is read as well.</summary>
    private async Task<Ticket?> SearchAsync(
        Route route,
        WireSearchRequest request,
        TicketFilter filter,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var envelope = await http.SendAsync(Call.To(route).With(request, WireJson.Default.WireSearchRequest), cancellationToken);
            var wire = envelope.One(WireJson.Default.WireSearch)?.Tickets ?? [];
            var dates = await mapping.DatesAsync(cancellationToken);
            return Best(Map(wire, dates), filter) is { } found
                ? await mapping.MapAsync(
                    await http.SendAsync(Call.To(Routes.GetTicket, found.Id), cancellationToken),
                    found.Id,
                    cancellationToken
                )
                : null;
        }
        catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.NotFound)
        {
            return null;
        }
    }

    private async Task<(List<Ticket> Rows, int Unreadable, Envelope Envelope)> RowsAsync(Call call, CancellationToken cancellationToken)
    {
        var dates = await mapping.DatesAsync(cancellationToken);
        var envelope = await http.SendAsync(call, cancellationToken);
        var rows = envelope.Many(WireJson.Default.WireTicket);
        return (Map(rows, dates), rows.Unreadable, envelope);
    }

    private List<Ticket> Map(IEnumerable<WireTicket> wire, SiteDates dates) =>
        [.. wire.Select(t => mapping.Map(t, null, dates)).OfType<Ticket>()];

    private Ticket? Best(List<Ticket> rows, TicketFilter filter)
    {
        var exact = rows.Where(filter.Holds!).ToList();
        return exact.Find(t => t.ProductId is { } product && options.Value.ProductsInForce.Contains(product)) ?? exact.FirstOrDefault();
    }

    /// <summary>A query can name only one product; if there are several, the client filters.</summary>
    private static Call Query(IReadOnlyList<TicketFilter> filters, IReadOnlyList<Guid> products)
    {
        Guid? product = products.Count == 1 ? products[0] : null;
        var body = new WireQuery
        {
            Schema = "All",
            ProductId = product,
            FilterByProduct = product is null ? null : true,
            Filters =
            [
                .. filters.Select(f => new WireFilter(f.Facet)
                {
                    Id = f.Id?.ToString(),
                    Value = f.Value,
                    Name = f.IsYesNo ? f.Value : null,
                }),
            ],
        };
        return Call.To(Routes.QueryTickets).With(body, WireJson.Default.WireQuery) with { ProductId = product };
    }

    private static string Field(TicketSort sort) =>
        sort switch
        {
            TicketSort.Created => "TicketCreatedDate",
            TicketSort.Due => "TicketDueDate",
            TicketSort.Priority => "TicketPriority",
            TicketSort.Number => "TicketNumberSort",
            _ => "TicketModifiedDate",
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Incident IQ sent tickets that do not match the filter {Facet}; the bot hides them.")]
        public static partial void FilterDropped(ILogger logger, string facet);
    }
}
