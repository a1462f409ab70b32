using System.Buffers;
using System.Text.Json;

namespace IiqBot.Teams.Cards;

/// <summary>
/// How many bytes of a card are left. Older Teams paths refuse cards over about 28 KB (docs/reference/teams.md, "Sizes"),
/// so that is kept everywhere; costs are reckoned for the strictest JSON encoder, which writes all but plain ASCII as six
/// bytes.
/// </summary>
/// <param name="w">The writer that the card goes to.</param>
internal readonly struct SizeBudget(Utf8JsonWriter w)
{
    /// <summary>The most bytes that a card takes; what is missing to 28 KB is left to the activity around it.</summary>
    public const int Limit = 28_000;

    private static readonly SearchValues<char> OneByte = SearchValues.Create([
        .. Enumerable.Range(32, 95).Select(code => (char)code).Except("\"&'+<>\\`{"),
    ]);

    private readonly long _start = w.BytesCommitted + w.BytesPending;

    /// <summary>The bytes that may still be written.</summary>
    public int Left => Limit - (int)(w.BytesCommitted + w.BytesPending - _start);

    /// <summary>The most bytes that a text takes when it is shortened to so many characters.</summary>
    public static int Cost(string? text, int max = int.MaxValue)
    {
        if (text is null)
            return 0;

        var span = text.AsSpan(0, Math.Min(text.Length, max));
        var cost = 6; // the ellipsis
        for (var next = span.IndexOfAnyExcept(OneByte); next >= 0; next = span.IndexOfAnyExcept(OneByte))
        {
            cost += next + 7; // six, and one more because a zero width space may follow a brace, see PlainText
            span = span[(next + 1)..];
        }
        return cost + span.Length;
    }
}
