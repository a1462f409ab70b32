using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>Removes a polite start from a line: "please close 39181", "could you assign 39181 to Milo?".</summary>
internal static class PoliteStart
{
    private const int MostWords = 5;
    private static readonly WordSet Greetings = new("hi hello hey hola ok okay so and now");
    private static readonly WordSet Pleas = new("please pls plz kindly just");
    private static readonly WordSet Asking = new("can could would will");
    private static readonly WordSet You = new("you u");

    /// <summary>Returns the line without its polite start; null if it has none.</summary>
    /// <param name="words">The line.</param>
    /// <param name="isAsked">Whether it asks "can you"; "can you take 39181?" may be addressed to somebody else.</param>
    public static Words? Off(Words words, out bool isAsked)
    {
        var at = 0;
        isAsked = false;
        while (at < MostWords && at + 1 < words.Count)
        {
            if (Greetings.Has(Bare(words[at])) || Pleas.Has(Bare(words[at])))
                at++;
            else if (Is(words, at, "por", "favor"))
                at += 2;
            else if (!isAsked && Asking.Has(Bare(words[at])) && You.Has(Bare(words[at + 1])))
                (isAsked, at) = (true, at + 2);
            else
                break;
        }

        if (at == 0 || at >= words.Count)
            return null;
        var rest = words.After(at);

        // "Could you close 39181 please?" is an order, not a question.
        var last = words[words.Count - 1];
        return Words.Of(
            isAsked && last.EndsWith('?') && (Pleas.Has(last.TrimEnd('?')) || last.ContainsAnyInRange('0', '9')) ? rest.TrimEnd('?') : rest
        );
    }

    private static bool Is(Words words, int at, string first, string second) =>
        Bare(words[at]).Equals(first, StringComparison.OrdinalIgnoreCase)
        && Bare(words[at + 1]).Equals(second, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> word) => word.TrimEnd(",.!:");
}
