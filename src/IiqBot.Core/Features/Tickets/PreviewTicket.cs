using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Shows the ticket behind a posted link. Everybody in the conversation sees the preview, so it shows the minimum, or nothing if the
/// person who posted the link may not see the ticket. It appears below another person's message, so it has only the two buttons that
/// anybody there may want.
/// </summary>
public sealed class PreviewTicket(TicketDesk desk, TicketCard cards) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.PreviewTicket, Access.Known);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (
            turn.Arguments[ArgumentNames.PostedLink] is not { } link
            || TicketReference.FromWord(link) is not { } id
            || !Guid.TryParse(id, out var ticket)
        )
            return new BotResponse.Silent();
        var request = turn.Request with
        {
            Arguments = Arguments.None.With(TicketArguments.Ticket, ticket),
            Conversation = turn.Request.Conversation with { Scope = ConversationScope.Channel },
        };
        var shared = turn with { Request = request };
        return await desk.OpenAsync(shared, cancellationToken) is { } opened
            ? new BotResponse.Reply(Brief(await cards.DrawAsync(shared, opened, cancellationToken)))
            : new BotResponse.Silent();
    }

    private static Card Brief(Card card) =>
        card with
        {
            Actions =
            [
                .. card
                    .Actions.OfType<CardAction.Press>()
                    .Where(press => press.Verb == Verbs.TakeTicket || press.Arguments.Flag(ArgumentNames.Details)),
            ],
        };
}
