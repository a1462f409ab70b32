using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Shows the ticket that a posted link leads to. Everybody in the conversation sees it, so it says the minimum, and nothing at all
/// when the one who posted it may not see the ticket.
/// </summary>
public sealed class PreviewTicket(TicketDesk desk, TicketCard cards) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(ReservedVerbs.LinkPreview, Access.Known);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments[ReservedVerbs.Link] is not { } link || TicketReference.FromWord(link) is not { } id || !Guid.TryParse(id, out var ticket))
            return new BotResponse.Silent();
        var request = turn.Request with
        {
            Arguments = Arguments.None.With(TicketArguments.Ticket, ticket),
            Conversation = turn.Request.Conversation with { Scope = ConversationScope.Channel },
        };
        var shared = turn with { Request = request };
        return await desk.OpenAsync(shared, cancellationToken) is { } opened
            ? new BotResponse.Reply(await cards.DrawAsync(shared, opened, cancellationToken))
            : new BotResponse.Silent();
    }
}
