using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Decides whether an answer may replace a card that others see. A client says which button was pressed and can forge that. So only the
/// card of a ticket may replace what everybody sees, and if the message is known to show a ticket, only the card of that ticket.
/// </summary>
public sealed class Replacements(IPostedCards cards)
{
    /// <summary>The answer. If it may not replace the message with the pressed button, the same answer for the presser alone.</summary>
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
