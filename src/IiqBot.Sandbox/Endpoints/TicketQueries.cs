using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Finding and reading tickets (docs/reference/incident-iq-tickets.md, "Queries").</summary>
internal static class TicketQueries
{
    // The guide and the reference say up to 100; clients got more, but nobody should count on it.
    private const int PageCap = 100;

    public static void Map(RouteTable routes)
    {
        routes.Post("/tickets", Query);
        routes.Post("/tickets/count", call => Reply.Item(TicketQuery.Run(call).Count));
        routes.Post("/tickets/get-similar-tickets", Similar);
        routes.Get("/tickets/{ticketId}", call => Reply.Item(TicketShape.Alone(call.Ticket(), call)));
        routes.Delete("/tickets/{ticketId}", Delete);
        routes.Put("/tickets/{ticketId}/undelete", Undelete);
        routes.Post(
            "/tickets/slas",
            call => Reply.Page(TicketQuery.Run(call), Page.Of(call, 20, PageCap), ticket => SlaShape.OfTicket(ticket, call.Now))
        );
    }

    private static Reply Query(Call call)
    {
        var reply = Reply.Page(TicketQuery.Run(call), Page.Of(call, 20, PageCap), ticket => TicketShape.Of(ticket, call));
        return reply with { Envelope = reply.Envelope with { Metadata = new { QueryEngineSource = "Sql" } } };
    }

    private static Reply Similar(Call call)
    {
        var like = call.Body.Object("Ticket");
        var tickets = call.District.Tickets.Where(ticket =>
            !ticket.IsDeleted
            && Same("SameFor", like.Id("ForId"), ticket.ForId)
            && Same("SameIssue", like.Id("IssueId"), ticket.Issue.IssueId)
            && Same("SameLocation", like.Id("LocationId"), ticket.LocationId)
            && (call.Body.Flag("IsOpen") != true || !ticket.IsClosed)
        );
        return Reply.Page(tickets.ToList(), Page.Of(call, 20, PageCap), ticket => TicketShape.Of(ticket, call));

        bool Same(string flag, Guid? wanted, Guid actual) => call.Body.Flag(flag) != true || wanted == actual;
    }

    private static Reply Delete(Call call)
    {
        var ticket = call.Ticket();
        call.World.Desk.Change(ticket, call.Caller, () => ticket.IsDeleted = true);
        return new(new Envelope { Uid = ticket.TicketId, IsSuccess = true });
    }

    private static Reply Undelete(Call call)
    {
        var id = call.RouteId("ticketId", "Ticket");
        if (!call.District.TicketsById.TryGetValue(id, out Ticket? ticket))
            throw Refusal.NotFound("Ticket", id);
        call.World.Desk.Change(ticket, call.Caller, () => ticket.IsDeleted = false);
        return Reply.Item(TicketShape.Of(ticket, call));
    }
}
