using System.Buffers;
using System.Text.Json;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Counts how many bytes of a card are left. Older Teams paths reject cards over about 28 KB (docs/reference/teams.md, "Sizes"), so that
/// limit applies everywhere. Costs assume the strictest JSON encoder, which writes everything but plain ASCII as six bytes.
/// </summary>
/// <param name="w">The writer of the card.</param>
internal readonly struct SizeBudget(Utf8JsonWriter w)
{
    /// <summary>The most bytes of a card. The difference to 28 KB is for the activity around it.</summary>
    public const int Limit = 28_000;

    private static readonly SearchValues<char> OneByte = SearchValues.Create([
        .. Enumerable.Range(32, 95).Select(code => (char)code).Except("\"&'+<>\\`{"),
    ]);

    private readonly long _start = w.BytesCommitted + w.BytesPending;

    /// <summary>How many bytes are left.</summary>
    public int Left => Limit - (int)(w.BytesCommitted + w.BytesPending - _start);

    /// <summary>The most bytes that a text needs when it is cut to this many characters.</summary>
    public static int Cost(string? text, int max = int.MaxValue)
    {
        if (text is null)
            return 0;

        var span = text.AsSpan(0, Math.Min(text.Length, max));
        var cost = 6; // the ellipsis
        for (var next = span.IndexOfAnyExcept(OneByte); next >= 0; next = span.IndexOfAnyExcept(OneByte))
        {
            cost += next + 7; // six, and one for the zero width space that may follow a brace, see PlainText
            span = span[(next + 1)..];
        }
        return cost + span.Length;
    }
}
