using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>Writes a row of a list: title, badges, and the button that opens it.</summary>
internal static class RowBlocks
{
    /// <summary>The most characters that a row needs when its texts are cut to this length.</summary>
    public static int Cost(CardElement.Row row, int cap) =>
        ElementBlocks.Cost(TextOf(row), Math.Min(cap, BlockLimits.Section)) + (row.Open is null ? 0 : BlockLimits.Button);

    /// <summary>Writes the row.</summary>
    public static void Write(BlockWriter blocks, CardElement.Row row, int cap)
    {
        blocks.Begin("section"u8);
        blocks.Plain("text"u8, SafeText.Escape(TextOf(row), Math.Min(cap, BlockLimits.Section), keepLines: true));
        if (row.Open is { } open)
        {
            blocks.Json.WritePropertyName("accessory"u8);
            ActionBlocks.WriteButton(blocks, open, open.Verb);
        }

        blocks.End();
    }

    private static string TextOf(CardElement.Row row) =>
        string.Join(
            '\n',
            new[] { row.Title, row.Marks.Count > 0 ? Look.Line(row.Marks) : null, row.Detail }.Where(line =>
                !string.IsNullOrWhiteSpace(line)
            )
        );
}
