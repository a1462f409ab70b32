using System.Buffers;
using System.Text;

namespace IiqBot.IncidentIq;

/// <summary>
/// Removes invisible characters that change how a text reads: control characters, direction overrides and isolates, and unpaired
/// surrogates. With them, "gnp.exe" can look like "exe.png", in a notification or a file name.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Overrides = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");
    private static readonly SearchValues<char> Marks = SearchValues.Create("\u061C\u200E\u200F\uFEFF");

    /// <summary>Returns the text on one line.</summary>
    public static string Line(string text) => Cleaned(text, keepMarks: true);

    /// <summary>Returns a file name, also without the marks that right-to-left scripts use.</summary>
    public static string FileName(string name) => Cleaned(name, keepMarks: false);

    private static string Cleaned(string text, bool keepMarks)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029)
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (
                !Rune.IsControl(rune)
                && !(rune.IsBmp && (Overrides.Contains((char)rune.Value) || (!keepMarks && Marks.Contains((char)rune.Value))))
            )
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }
}
