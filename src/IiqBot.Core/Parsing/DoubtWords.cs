using System.Buffers;
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

    // What every time to come holds a part of, but for a number.
    private static readonly SearchValues<string> Hints =
        SearchValues.Create(["next", "end", "this", "soon", "noon", "eod", "within", "in a", "in t", "semana"], StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Doubt>.AlternateLookup<ReadOnlySpan<char>> Anywhere = Table(
        (Doubt.Negation, "not don't dont never yet isn't isnt won't wont doesn't doesnt hasn't hasnt haven't havent shouldn't aren't"),
        (Doubt.Negation, "todavía todavia aún nunca"),
        (Doubt.Condition, "if unless until till hasta"),
        (Doubt.Later, "tomorrow tonight later soon monday tuesday wednesday thursday friday saturday sunday mon tue tues thu thur thurs fri"),
        (Doubt.Later, "mañana manana lunes martes miércoles miercoles jueves viernes"));

    private static readonly FrozenDictionary<string, Doubt>.AlternateLookup<ReadOnlySpan<char>> AtStart = Table(
        (Doubt.Negation, "wait nothing undo stop cancel no tampoco"),
        (Doubt.Condition, "when once after before maybe perhaps possibly only except whenever provided assuming should"),
        (Doubt.Condition, "si cuando antes después despues quizás"),
        (Doubt.Later, "luego eventually sometime"));

    // "Could not reproduce it" tells what was found, and does not take the command back.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Past = Set("could can did was were had would whether or");
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Over = Set("last since every");
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Turns = Set("but only and then except pero");

    /// <summary>What speaks against carrying a command out, and the word that says so.</summary>
    /// <param name="text">What follows the ticket's number.</param>
    public static (Doubt Doubt, string Word) In(ReadOnlySpan<char> text)
    {
        var at = 0;
        var before = ReadOnlySpan<char>.Empty;
        foreach (var range in text.SplitAny(" \n\r\t"))
        {
            var raw = text[range];
            if (raw.IsEmpty) continue;
            if (IsQuestion(raw)) return (Doubt.Question, "?");
            var word = raw.Trim(".,:;!()\"“”-–…");
            if (word.IsEmpty) continue;
            if (word.Contains('’')) word = word.ToString().Replace('’', '\'');
            if (Anywhere.TryGetValue(word, out var doubt) && !IsOver(doubt, before, at)) return (doubt, Lower(word));
            var isAtStart = at < Start || Turns.Contains(before);
            if (isAtStart && AtStart.TryGetValue(word, out doubt) && !IsPartOfSentence(word, raw, text)) return (doubt, Lower(word));
            before = word;
            at++;
        }

        if (!text.ContainsAny(Hints) && !text.ContainsAnyInRange('0', '9')) return (Doubt.None, "");
        var time = TimeToCome().EnumerateMatches(text);
        return time.MoveNext() ? (Doubt.Later, text.Slice(time.Current.Index, time.Current.Length).Trim().ToString()) : (Doubt.None, "");
    }

    private static string Lower(ReadOnlySpan<char> word) => word.ToString().ToLowerInvariant();

    private static bool IsQuestion(ReadOnlySpan<char> word) =>
        (word.TrimEnd(")\"”'.,!").EndsWith('?') || word.StartsWith('¿')) && !word.Contains("://", StringComparison.Ordinal);

    private static bool IsOver(Doubt doubt, ReadOnlySpan<char> before, int at) => doubt == Doubt.Later ? at > 1 && Over.Contains(before) : Past.Contains(before);

    // "No parts left" takes nothing back; "no" and "no, wait" do.
    private static bool IsPartOfSentence(ReadOnlySpan<char> word, ReadOnlySpan<char> raw, ReadOnlySpan<char> text) =>
        word.Equals("no", StringComparison.OrdinalIgnoreCase) && char.IsLetter(raw[^1]) && text.Trim().Length > raw.Length;

    private static FrozenDictionary<string, Doubt>.AlternateLookup<ReadOnlySpan<char>> Table(params (Doubt Doubt, string Words)[] rows) => rows
        .SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Doubt)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Doubt, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    [GeneratedRegex(
        @"\b(?:at|by|around|a las)\s+\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b|o'clock|h\b)|\bby\s+(?:noon|eod|the\s+end|end\s+of)\b"
        + @"|\b(?:next|end\s+of(?:\s+the)?)\s+(?:week|month|year|term|semester|period|day)\b"
        + @"|\bthis\s+(?:afternoon|evening)\b|^\W*(?:in|within)\s+(?:an?|\d+|two|three|a\s+few)\s+(?:minute|hour|day|week|month)s?\b"
        + @"|\bas\s+soon\s+as\b|\b(?:la\s+)?próxima\s+semana\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeToCome();
}
