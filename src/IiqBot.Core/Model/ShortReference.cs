using System.Security.Cryptography;

namespace IiqBot.Core.Model;

/// <summary>Makes short references that people can read out on the telephone: without 0, O, 1, I, L and U.</summary>
public static class ShortReference
{
    private const int Length = 6;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new reference of six characters, such as <c>7F3K2Q</c>. One of them is a digit, so that it is never a word.</summary>
    public static string New()
    {
        string reference;
        do reference = RandomNumberGenerator.GetString(Alphabet, Length);
        while (!reference.Any(char.IsAsciiDigit));
        return reference;
    }

    /// <summary>
    /// Whether a text looks like a reference. Words such as "screen" have the same letters, so letters alone count only in capitals, as the
    /// bot shows references.
    /// </summary>
    public static bool IsOne(string text) =>
        text.Length == Length
        && text.All(letter => Alphabet.Contains(char.ToUpperInvariant(letter), StringComparison.Ordinal))
        && (text.Any(char.IsAsciiDigit) || text.All(char.IsAsciiLetterUpper));

    /// <summary>The reference that follows from these texts; the same texts always give the same one.</summary>
    public static string Of(params ReadOnlySpan<string> texts)
    {
        var number = BitConverter.ToUInt64(StableId.Of(texts).ToByteArray());
        Span<char> reference = stackalloc char[Length];
        foreach (ref var letter in reference)
        {
            letter = Alphabet[(int)(number % (ulong)Alphabet.Length)];
            number /= (ulong)Alphabet.Length;
        }

        return new string(reference);
    }
}
