namespace IiqBot.Core.Model;

/// <summary>Cuts a text between two characters. Some characters take two places, and the cut must not split them.</summary>
public static class WholeCharacters
{
    /// <summary>The beginning of a text, with at most this length.</summary>
    public static string Begin(string text, int most) => text[..LengthIn(text, most)];

    /// <summary>The length of that beginning.</summary>
    public static int LengthIn(string text, int most) =>
        text.Length <= most ? text.Length
        : most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1
        : most;
}
