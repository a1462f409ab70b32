using System.Globalization;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Writes a card: title, badges, elements, buttons. If it is too long, it shortens the longest texts first, then leaves out the last
/// elements and says how many.
/// </summary>
internal static class CardBlocks
{
    /// <summary>The longest text allowed. The writer tries these from generous to terse until everything fits.</summary>
    private static readonly int[] Caps = [3000, 2000, 1000, 500, 250, 120, 60];

    /// <summary>Room for the sentence about elements that were left out.</summary>
    private const int Reserve = 150;

    /// <summary>Writes the blocks.</summary>
    public static void Write(BlockWriter blocks, Card card)
    {
        blocks.Header(card.Title);
        if (!string.IsNullOrWhiteSpace(card.Subtitle))
            blocks.Context(card.Subtitle, BlockLimits.Header);
        var parts = InOrder(card.Body);
        var forActions = card.Actions.Count > 0 ? 1 : 0;
        var characters = blocks.CharactersLeft - ActionBlocks.Cost(card.Actions) - Reserve;
        var cap = Caps.FirstOrDefault(cap => parts.Sum(part => ElementBlocks.Cost(part, cap)) <= characters, Caps[^1]);
        var end = blocks.CharactersLeft - characters;
        var leftOut = 0;
        foreach (var part in parts)
        {
            // One block stays free for the sentence and one for the buttons.
            if (leftOut > 0 || blocks.BlocksLeft <= 1 + forActions || blocks.CharactersLeft - ElementBlocks.Cost(part, cap) < end)
                leftOut++;
            else
                ElementBlocks.Write(blocks, part, cap);
        }

        if (leftOut > 0)
            blocks.Context(string.Format(CultureInfo.CurrentCulture, Texts.PartsLeftOut, leftOut), Reserve);
        ActionBlocks.Write(blocks, card.Actions);
    }

    // The badges always come right under the title.
    private static IReadOnlyList<CardElement> InOrder(IReadOnlyList<CardElement> body) =>
        body.FirstOrDefault(part => part is CardElement.Badges) is { } glance
            ? [glance, .. body.Where(part => !ReferenceEquals(part, glance))]
            : body;
}
