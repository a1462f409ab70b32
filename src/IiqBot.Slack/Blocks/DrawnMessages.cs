using System.Runtime.CompilerServices;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Caches rendered messages by card. Help returns the very same card each time, so there is no need to render it again. The cache holds a
/// few cards that show no ticket.
/// </summary>
internal sealed class DrawnMessages(Func<Card, ReadOnlyMemory<byte>> draw)
{
    private const int Most = 16;
    private readonly Drawn?[] _kept = new Drawn?[Most];

    private sealed record Drawn(Card Card, ReadOnlyMemory<byte> Message);

    /// <summary>The message of this card, from the cache if this very object was rendered lately.</summary>
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
