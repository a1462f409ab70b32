using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Faults;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Facets;

/// <summary>Finds tickets for a query body (docs/reference/incident-iq-tickets.md, "Queries").</summary>
internal static class TicketQuery
{
    /// <summary>The matching tickets, sorted as asked, else in the order in which they were filed.</summary>
    public static List<Ticket> Run(Call call)
    {
        var scope = new Scope(call.District, call.World.Clock, call.Caller);
        var body = call.Body;
        var schema = body.IsGiven ? body.Text("Schema") : TicketSchemas.Default;
        var inSchema = TicketSchemas.Of(schema, scope);
        var matches = FilterLogic.Combine(Filter.Read(body).Where(filter => !IsIgnored(call, filter)), TicketFacets.All, scope);
        var product = Product(call);
        var onlyDeleted = body.Flag("OnlyShowDeleted") == true || schema == "Deleted";
        var withDeleted = body.Flag("IncludeDeleted") == true;
        return TicketSort.Apply(
            Visible(call)
                .Where(ticket =>
                    (onlyDeleted ? ticket.IsDeleted : withDeleted || !ticket.IsDeleted)
                    && (product is null || ticket.ProductId == product)
                    && inSchema(ticket)
                    && matches(ticket)
                ),
            call
        );
    }

    /// <summary>The tickets as searches see them: as they are, or as they were while the index lags behind.</summary>
    public static IEnumerable<Ticket> Visible(Call call)
    {
        var lag = call.Faults.Where(fault => fault.Kind == FaultKind.SearchLag).Select(fault => fault.Delay).DefaultIfEmpty().Max();
        if (lag == TimeSpan.Zero)
            return call.District.Tickets;
        var until = call.Now - lag;
        return call.District.Tickets.Select(ticket => StateAt(ticket, until)).OfType<Ticket>();
    }

    private static Ticket? StateAt(Ticket ticket, DateTimeOffset until) =>
        ticket.Modified <= until ? ticket : ticket.Past.FindLast(past => past.Modified <= until);

    // The header narrows, and so does the body unless it says otherwise.
    private static Guid? Product(Call call)
    {
        if (Guid.TryParse(call.Header("ProductId"), out var header) && header != Guid.Empty)
            return header;
        return call.Body.Flag("FilterByProduct") == false ? null : call.Body.Id("ProductId");
    }

    private static bool IsIgnored(Call call, Filter filter) =>
        call.Faults.Any(fault =>
            fault.Kind == FaultKind.IgnoreFilter
            && (fault.Facet is null || fault.Facet.Equals(filter.Facet, StringComparison.OrdinalIgnoreCase))
        );
}
