using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// What a person may do with a ticket in this conversation. Incident IQ sees one service account for everybody, so this is the only
/// check (docs/architecture.md, "Who may do what"). It is made again from the ticket at every request.
/// </summary>
public sealed record TicketRights
{
    private TicketRights() { }

    /// <summary>Whether they may see it at all; if not, they do not even learn that it exists.</summary>
    public bool CanSee { get; private init; }

    /// <summary>Whether they may work on it: status, assignment, private notes.</summary>
    public bool CanWork { get; private init; }

    /// <summary>Whether they may add public comments.</summary>
    public bool CanComment { get; private init; }

    /// <summary>Whether they may cancel it.</summary>
    public bool CanCancel { get; private init; }

    /// <summary>Whether they may reopen it.</summary>
    public bool CanReopen { get; private init; }

    /// <summary>No rights, not even to know that the ticket exists.</summary>
    public static TicketRights None { get; } = new();

    /// <summary>
    /// The rights that a card in a shared conversation offers. The card is the same for everybody, so it offers everything that
    /// anybody may do. The bot checks the person who presses a button.
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

    /// <summary>Decides what a person may do.</summary>
    /// <param name="person">The person.</param>
    /// <param name="ticket">The ticket in its current state.</param>
    /// <param name="isOneToOne">Whether the person is alone with the bot.</param>
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
