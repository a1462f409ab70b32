using System.Globalization;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Writes a card: title, what must be seen at a glance, the parts, the buttons. What does not fit is shortened, the longest texts
/// first; then the last parts are left out, and it is said how many.
/// </summary>
internal static class CardBlocks
{
    /// <summary>How long a text may be at most, tried from generous to terse until everything fits.</summary>
    private static readonly int[] Caps = [3000, 2000, 1000, 500, 250, 120, 60];

    /// <summary>What the sentence about what was left out takes at most.</summary>
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
            // One block is kept for the sentence, one for the buttons.
            if (leftOut > 0 || blocks.BlocksLeft <= 1 + forActions || blocks.CharactersLeft - ElementBlocks.Cost(part, cap) < end)
                leftOut++;
            else
                ElementBlocks.Write(blocks, part, cap);
        }

        if (leftOut > 0)
            blocks.Context(string.Format(CultureInfo.CurrentCulture, Texts.PartsLeftOut, leftOut), Reserve);
        ActionBlocks.Write(blocks, card.Actions);
    }

    // The badges stand right under the title, wherever they were put.
    private static IReadOnlyList<CardElement> InOrder(IReadOnlyList<CardElement> body) =>
        body.FirstOrDefault(part => part is CardElement.Badges) is { } glance
            ? [glance, .. body.Where(part => !ReferenceEquals(part, glance))]
            : body;
}
