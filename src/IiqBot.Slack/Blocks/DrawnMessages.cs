using System.Runtime.CompilerServices;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Messages as they were drawn for their cards. Help gives the very same card each time, which then is not drawn again. A few are
/// kept, of cards that show no ticket.
/// </summary>
internal sealed class DrawnMessages(Func<Card, ReadOnlyMemory<byte>> draw)
{
    private const int Most = 16;
    private readonly Drawn?[] _kept = new Drawn?[Most];

    private sealed record Drawn(Card Card, ReadOnlyMemory<byte> Message);

    /// <summary>The message of this card; drawn anew unless this very object was drawn lately.</summary>
    public ReadOnlyMemory<byte> Of(Card card)
    {
        ref var kept = ref _kept[(uint)RuntimeHelpers.GetHashCode(card) % Most];
        if (kept is { } drawn && ReferenceEquals(drawn.Card, card))
            return drawn.Message;
        var message = draw(card);
        if (card.Ticket is null)
            kept = new Drawn(card, message);
        return message;
    }
}
