namespace IiqBot.Core.Model;

/// <summary>Cuts a text between two characters. Some characters take two places and must not be split.</summary>
public static class WholeCharacters
{
    /// <summary>The beginning of a text, at most this long.</summary>
    public static string Begin(string text, int most) => text[..LengthIn(text, most)];

    /// <summary>How long the beginning of a text is that is at most this long.</summary>
    public static int LengthIn(string text, int most) =>
        text.Length <= most ? text.Length
        : most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1
        : most;
}
