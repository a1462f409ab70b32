using IiqBot.Core.Model;
using IiqBot.Core.Parsing;

namespace IiqBot.Core.Features.Searches;

/// <summary>The words of a search, split into words that the ticket contains, ticket numbers, and unknown filters.</summary>
/// <param name="Words">The words to search for; null if there are none.</param>
/// <param name="Numbers">The ticket numbers, as in <c>#39185</c>.</param>
/// <param name="Unknown">The names of unknown filters, as in <c>foo:bar</c>.</param>
internal sealed record SearchWords(string? Words, IReadOnlyList<string> Numbers, IReadOnlyList<string> Unknown)
{
    /// <summary>Splits the words of a search.</summary>
    /// <param name="typed">The typed words.</param>
    /// <param name="isLiteral">Whether to take every word literally, as in the form's own field for words.</param>
    public static SearchWords Of(string? typed, bool isLiteral)
    {
        List<string> words = [];
        List<string> numbers = [];
        List<string> unknown = [];
        var at = 0;
        while (typed is not null && at < typed.Length)
        {
            var start = at;
            while (at < typed.Length && !char.IsWhiteSpace(typed[at]))
                at++;
            var word = typed[start..at];
            if (word.Length > 1 && word[0] == '#' && TicketReference.FromWord(word) is { } number)
                numbers.Add(number);
            else if (!isLiteral && FilterIn(word) is { } name)
            {
                unknown.Add(name);
                if (Quotes.Take(typed, start + name.Length + 1, out var end) is not null)
                    at = end;
            }
            else if (word.Length > 0)
                words.Add(word);
            at++;
        }

        return new(words.Count == 0 ? null : string.Join(' ', words), numbers, unknown);
    }

    // "https://…" and "C:\temp" are not filters, nor is "Error:" at the end of a word.
    private static string? FilterIn(string word) =>
        LineOptions.NameAt(word, 0) is { Length: > 1 } name && word.Length > name.Length + 1 && word[name.Length + 1] is not ('/' or '\\')
            ? name
            : null;
}
