using IiqBot.Core.Model;
using IiqBot.Core.Parsing;

namespace IiqBot.Core.Features.Searches;

/// <summary>The words of a search, taken apart: what the ticket shall hold, numbers of tickets, and filters that nobody knows.</summary>
/// <param name="Words">What is searched for; null for nothing.</param>
/// <param name="Numbers">Tickets that are meant by their number, as in <c>#39185</c>.</param>
/// <param name="Unknown">The names of filters that there are not, as in <c>foo:bar</c>.</param>
internal sealed record SearchWords(string? Words, IReadOnlyList<string> Numbers, IReadOnlyList<string> Unknown)
{
    /// <summary>Takes words apart.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="isLiteral">Whether every word is meant as it stands, as in the form's own field for words.</param>
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

    // "https://…" and "C:\temp" are no filters, nor is "Error:" at the end of a word.
    private static string? FilterIn(string word) =>
        LineOptions.NameAt(word, 0) is { Length: > 1 } name && word.Length > name.Length + 1 && word[name.Length + 1] is not ('/' or '\\')
            ? name
            : null;
}
