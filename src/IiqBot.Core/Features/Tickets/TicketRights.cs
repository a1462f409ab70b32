using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// What a person may do with a ticket, here and now. Incident IQ sees one service account for everybody, so this is the
/// only guard (docs/architecture.md, "Who may do what"). Decided afresh from the ticket at every request.
/// </summary>
public sealed record TicketRights
{
    private TicketRights() { }

    /// <summary>Whether they may see that it exists.</summary>
    public bool CanSee { get; private init; }

    /// <summary>Whether they may work it: status, assignment, private notes.</summary>
    public bool CanWork { get; private init; }

    /// <summary>Whether they may comment for everybody on the ticket.</summary>
    public bool CanComment { get; private init; }

    /// <summary>Whether they may withdraw it.</summary>
    public bool CanCancel { get; private init; }

    /// <summary>Whether they may open it again.</summary>
    public bool CanReopen { get; private init; }

    /// <summary>No right at all, not even to know of it.</summary>
    public static TicketRights None { get; } = new();

    /// <summary>
    /// The rights that a card in a shared conversation offers. The card is the same for everybody, so it offers all that anybody may do.
    /// The bot checks the person who presses a button then.
    /// </summary>
    public static TicketRights Anybodys(Ticket ticket) =>
        new()
        {
            CanSee = true,
            CanWork = true,
            CanComment = true,
            CanCancel = false,
            CanReopen = ticket.IsClosed,
        };

    /// <summary>Decides.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="ticket">The ticket as it is now.</param>
    /// <param name="isOneToOne">Whether nobody else reads along.</param>
    /// <param name="products">The products whose tickets agents may see.</param>
    public static TicketRights Of(Person person, Ticket ticket, bool isOneToOne, IReadOnlyList<Guid> products)
    {
        if (ticket.IsDeleted)
            return None;
        var isOwn = ticket.Requester?.Id == person.Id || ticket.Owner?.Id == person.Id;
        var isParty = isOwn || ticket.FollowerIds.Contains(person.Id);
        var isServed = ticket.ProductId is not { } product || products.Contains(product);
        var works = person.IsAgent && isServed;
        if (!isParty && !works)
            return None;

        if (ticket.IsSensitive)
        {
            var isConcerned = isOwn || ticket.Assignee?.Id == person.Id || person.IsAdministrator && isServed;
            if (!isConcerned || !isOneToOne)
                return None;
        }

        return new()
        {
            CanSee = true,
            CanWork = works,
            CanComment = true,
            CanCancel = !ticket.IsClosed && (isOwn || works),
            CanReopen = ticket.IsClosed && (isOwn || works),
        };
    }
}
