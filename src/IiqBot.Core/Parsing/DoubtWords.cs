using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace IiqBot.Core.Parsing;

/// <summary>
/// The words behind a command that make it doubtful whether it is to be carried out now: a question, a negation, a condition, or a time to
/// come. "Replaced the lamp after lunch" is none of it, "after lunch" is.
/// </summary>
internal static partial class DoubtWords
{
    private const int Start = 2;

    private static readonly FrozenDictionary<string, Doubt> Anywhere = Table(
        (Doubt.Negation, "not don't dont never yet isn't isnt won't wont doesn't doesnt hasn't hasnt haven't havent shouldn't aren't"),
        (Doubt.Negation, "todavía todavia aún nunca"),
        (Doubt.Condition, "if unless until till hasta"),
        (Doubt.Later, "tomorrow tonight later soon monday tuesday wednesday thursday friday saturday sunday mon tue tues thu thur thurs fri"),
        (Doubt.Later, "mañana manana lunes martes miércoles miercoles jueves viernes"));

    private static readonly FrozenDictionary<string, Doubt> AtStart = Table(
        (Doubt.Negation, "wait nothing undo stop cancel no tampoco"),
        (Doubt.Condition, "when once after before maybe perhaps possibly only except whenever provided assuming should"),
        (Doubt.Condition, "si cuando antes después despues quizás"),
        (Doubt.Later, "luego eventually sometime"));

    // "Could not reproduce it" tells what was found, and does not take the command back.
    private static readonly FrozenSet<string> Past = Set("could can did was were had would and/or whether or");
    private static readonly FrozenSet<string> Over = Set("last since every on");
    private static readonly FrozenSet<string> Turns = Set("but only and then except pero");

    /// <summary>What speaks against carrying a command out, and the word that says so.</summary>
    /// <param name="text">What follows the ticket's number.</param>
    public static (Doubt Doubt, string Word) In(ReadOnlySpan<char> text)
    {
        var (at, before) = (0, "");
        foreach (var range in text.SplitAny(" \n\r\t"))
        {
            var raw = text[range];
            if (raw.IsEmpty) continue;
            if (IsQuestion(raw)) return (Doubt.Question, "?");
            var word = raw.Trim(".,:;!()\"“”-–…").ToString().Replace('’', '\'').ToLowerInvariant();
            if (word.Length == 0) continue;
            if (Anywhere.TryGetValue(word, out var doubt) && !IsOver(doubt, before, at)) return (doubt, word);
            var isAtStart = at < Start || Turns.Contains(before);
            if (isAtStart && AtStart.TryGetValue(word, out doubt) && (word != "no" || IsWholeAnswer(raw, text))) return (doubt, word);
            (before, at) = (word, at + 1);
        }

        var time = TimeToCome().EnumerateMatches(text);
        return time.MoveNext() ? (Doubt.Later, text.Slice(time.Current.Index, time.Current.Length).Trim().ToString()) : (Doubt.None, "");
    }

    private static bool IsQuestion(ReadOnlySpan<char> word) =>
        (word.TrimEnd(")\"”'.,!").EndsWith('?') || word.StartsWith('¿')) && !word.Contains("://", StringComparison.Ordinal);

    private static bool IsOver(Doubt doubt, string before, int at) => doubt switch
    {
        Doubt.Negation => Past.Contains(before),
        Doubt.Later => at > 1 && Over.Contains(before),
        _ => Past.Contains(before),
    };

    // "No", and "no, wait"; but not "no parts left".
    private static bool IsWholeAnswer(ReadOnlySpan<char> raw, ReadOnlySpan<char> text) =>
        !char.IsLetter(raw[^1]) || text.Trim().Length == raw.Length;

    private static FrozenDictionary<string, Doubt> Table(params (Doubt Doubt, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Doubt))).ToFrozenDictionary(pair => pair.word, pair => pair.Doubt);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    [GeneratedRegex(
        @"\b(?:at|by|around|a las)\s+\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b|o'clock|h\b)|\bby\s+(?:noon|eod|the\s+end|end\s+of)\b"
        + @"|\b(?:next|end\s+of(?:\s+the)?)\s+(?:week|month|year|term|semester|period|day)\b"
        + @"|\bthis\s+(?:afternoon|evening)\b|^\W*(?:in|within)\s+(?:an?|\d+|two|three|a\s+few)\s+(?:minute|hour|day|week|month)s?\b"
        + @"|\bas\s+soon\s+as\b|\b(?:la\s+)?próxima\s+semana\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeToCome();
}
