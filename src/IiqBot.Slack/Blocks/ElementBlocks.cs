using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>Writes the elements of a card's body, one block each.</summary>
internal static class ElementBlocks
{
    private const int MaxName = 150;

    /// <summary>The most characters that an element needs when its texts are cut to this length.</summary>
    public static int Cost(CardElement element, int cap) =>
        element switch
        {
            CardElement.Paragraph paragraph => Cost(paragraph.Text, cap),
            CardElement.Notice notice => Cost(notice.Text, cap) + 4,
            CardElement.Badges badges => badges.Items.Sum(badge => Math.Min(badge.Text.Length, MaxName) + 8),
            CardElement.Facts facts => facts.Items.Sum(fact => Math.Min(fact.Label.Length, MaxName) + Math.Min(fact.Value.Length, cap) + 4),
            CardElement.Row row => RowBlocks.Cost(row, cap),
            CardElement.Comment comment => 2 * MaxName + 60 + Math.Min(comment.Text.Length, cap),
            _ => throw Unknown(element),
        };

    /// <summary>The most characters of one text, escaped and cut.</summary>
    public static int Cost(string? text, int cap) =>
        Math.Min(
            cap,
            (text?.Length ?? 0)
                + 4 * (text?.AsSpan().Count('&') ?? 0)
                + 3 * (text?.AsSpan().Count('<') ?? 0)
                + 3 * (text?.AsSpan().Count('>') ?? 0)
                + 1
        );

    /// <summary>Writes an element, its texts cut to this many characters.</summary>
    public static void Write(BlockWriter blocks, CardElement element, int cap)
    {
        switch (element)
        {
            case CardElement.Paragraph { IsMuted: true } paragraph:
                blocks.Context(paragraph.Text, cap);
                break;
            case CardElement.Paragraph paragraph:
                blocks.Section(paragraph.Text, cap);
                break;
            case CardElement.Notice notice:
                blocks.Section(Look.SignOf(notice.Tone) + notice.Text, cap);
                break;
            case CardElement.Badges badges:
                WriteBadges(blocks, badges.Items);
                break;
            case CardElement.Facts facts:
                WriteFacts(blocks, facts.Items, cap);
                break;
            case CardElement.Row row:
                RowBlocks.Write(blocks, row, cap);
                break;
            case CardElement.Comment comment:
                WriteComment(blocks, comment, cap);
                break;
            default:
                throw Unknown(element);
        }
    }

    private static void WriteBadges(BlockWriter blocks, IReadOnlyList<Badge> badges)
    {
        if (badges.Count == 0)
            return;
        BeginRich(blocks);
        blocks.BeginRuns("rich_text_section"u8);
        for (var i = 0; i < badges.Count; i++)
            blocks.Run((i > 0 ? "   " : "") + Look.SignOf(badges[i].Tone) + SafeText.Plain(badges[i].Text, MaxName), isBold: true);
        blocks.EndRuns();
        EndRich(blocks);
    }

    // One line each, so that a screen reader says every name with its value.
    private static void WriteFacts(BlockWriter blocks, IReadOnlyList<Fact> facts, int cap)
    {
        if (facts.Count == 0)
            return;
        BeginRich(blocks);
        blocks.BeginRuns("rich_text_section"u8);
        for (var i = 0; i < facts.Count; i++)
        {
            blocks.Run((i > 0 ? "\n" : "") + SafeText.Plain(facts[i].Label, MaxName) + ":", isBold: true);
            blocks.Run(" " + SafeText.Plain(facts[i].Value, cap));
        }

        blocks.EndRuns();
        EndRich(blocks);
    }

    private static void WriteComment(BlockWriter blocks, CardElement.Comment comment, int cap)
    {
        BeginRich(blocks);
        blocks.BeginRuns("rich_text_section"u8);
        if (comment.IsPrivate)
            blocks.Run($"🔒\u00A0{Texts.PrivateNote}   ", isBold: true);
        blocks.Run(SafeText.Plain(comment.Author, MaxName), isBold: true);
        blocks.Run("  ·  " + SafeText.Plain(comment.When, MaxName));
        blocks.EndRuns();
        blocks.BeginRuns("rich_text_quote"u8);
        blocks.Run(SafeText.Plain(string.IsNullOrWhiteSpace(comment.Text) ? "–" : comment.Text, cap));
        blocks.EndRuns();
        EndRich(blocks);
    }

    private static void BeginRich(BlockWriter blocks)
    {
        blocks.Begin("rich_text"u8);
        blocks.Json.WriteStartArray("elements"u8);
    }

    private static void EndRich(BlockWriter blocks)
    {
        blocks.Json.WriteEndArray();
        blocks.End();
    }

    private static ArgumentOutOfRangeException Unknown(CardElement element) =>
        new(nameof(element), element.GetType().Name, "A part that this renderer does not know.");
}
