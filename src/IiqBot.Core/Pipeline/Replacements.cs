using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Decides whether an answer may take the place of a card that others see. Which button was pressed comes from a client and can be forged,
/// so what stands there for everybody gives way to the card of a ticket only, and where it is known to show one, to that ticket's.
/// </summary>
public sealed class Replacements(IPostedCards cards)
{
    /// <summary>The answer, or the same for the presser alone where it may not replace what they pressed.</summary>
    public async Task<BotResponse> AllowedAsync(Turn turn, BotResponse answer, CancellationToken cancellationToken)
    {
        if (answer is not BotResponse.ReplaceCard { Card: var card } || turn.IsOneToOne || turn.Request.MessageId is not { } message)
            return answer;
        if (
            card.Ticket is { } ticket
            && await ShownAsync(new(turn.Request.Conversation, message), cancellationToken) is var shown
            && (shown is null || shown == ticket.TicketId)
        )
            return answer;
        return new BotResponse.Reply(card)
        {
            IsPrivate = true,
            IsRefusal = answer.IsRefusal,
            IsFailure = answer.IsFailure,
            IsKept = answer.IsKept,
        };
    }

    private async Task<Guid?> ShownAsync(PostedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return (await cards.InAsync(message, cancellationToken))?.TicketId;
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }
}
