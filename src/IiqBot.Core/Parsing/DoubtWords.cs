using System.Buffers;
using System.Text.RegularExpressions;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Finds words after a command that make it doubtful whether the person wants it now: a question, a negation, a condition or a future
/// time. "After lunch" is such a time, but "replaced the lamp after lunch" is not. Words after a finished act only describe it:
/// "replaced it on Friday", "fixed, call me if it comes back".
/// </summary>
internal static partial class DoubtWords
{
    private const int Start = 2;

    // Every future time contains one of these, or a number.
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["next", "end", "this", "soon", "noon", "eod", "within", "in a", "in t", "semana"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly WordTable<Doubt> Anywhere = new(
        (Doubt.Negation, "not don't dont never isn't isnt won't wont doesn't doesnt hasn't hasnt haven't havent shouldn't aren't nunca"),
        (Doubt.Condition, "if unless until till hasta"),
        (
            Doubt.Later,
            "tomorrow tonight later soon monday tuesday wednesday thursday friday saturday sunday mon tue tues thu thur thurs fri"
        ),
        (Doubt.Later, "tmrw tmr tmw l8r nxt 2moro 2morrow tomorow tommorow tommorrow tomorro tonite 2nite eod weekend wknd"),
        (Doubt.Later, "mañana manana lunes martes miércoles miercoles jueves viernes")
    );

    private static readonly WordTable<Doubt> AtStart = new(
        (Doubt.Negation, "wait nothing undo stop hold cancel no nope nah nvm nevermind oops whoops tampoco"),
        (Doubt.Condition, "when once after before maybe perhaps possibly only except whenever provided assuming should"),
        (Doubt.Condition, "si cuando antes después despues quizás"),
        (Doubt.Later, "luego eventually sometime")
    );

    private static readonly WordSet NotYet = new("yet todavía todavia aún");
    private static readonly WordSet Over = new("last since every");
    private static readonly WordSet Turns = new("but only and then except pero");

    // "Should be fine now" reassures; "only a loose cable" describes the fault.
    private static readonly WordSet Reassures = new("be work last hold stay do have");
    private static readonly WordSet Articles = new("a an the one");

    /// <summary>Returns the reason not to run a command, and the word that shows it.</summary>
    /// <param name="text">What follows the ticket's number.</param>
    /// <param name="isComplaint">Whether the line describes a fault, so that "not fixed" supports the command.</param>
    public static (Doubt Doubt, string Word) In(ReadOnlySpan<char> text, bool isComplaint = false)
    {
        var at = 0;
        var act = new FinishedAct();
        var before = ReadOnlySpan<char>.Empty;
        foreach (var range in text.SplitAny(" \n\r\t"))
        {
            var raw = text[range];
            if (raw.IsEmpty)
                continue;
            if (IsQuestion(raw))
                return (Doubt.Question, "?");
            var word = Bare(raw);
            if (word.IsEmpty)
                continue;
            var behind = EndsClause(raw) ? [] : text[range.End..];
            if (NotYet.Has(word))
                return (Doubt.Negation, Lower(word));
            if (Anywhere.Find(word, out var doubt) && !IsTold(doubt, word, before, behind, at, act.IsTold, isComplaint))
                return (doubt, Lower(word));
            var isAtStart = at < Start || Turns.Has(before);
            if (isAtStart && AtStart.Find(word, out doubt) && !IsPartOfSentence(word, raw, text, behind))
                return (doubt, Lower(word));
            act.Read(word, before);
            before = word;
            at++;
        }

        if (act.IsTold || !text.ContainsAny(Hints) && !text.ContainsAnyInRange('0', '9'))
            return (Doubt.None, "");
        var time = TimeToCome().EnumerateMatches(text);
        return time.MoveNext() ? (Doubt.Later, text.Slice(time.Current.Index, time.Current.Length).Trim().ToString()) : (Doubt.None, "");
    }

    /// <summary>Returns a word without surrounding marks, with a straight apostrophe.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> raw)
    {
        var word = raw.Trim(".,:;!()\"“”-–…");
        return word.Contains('’') ? word.ToString().Replace('’', '\'') : word;
    }

    /// <summary>Whether this word ends a clause.</summary>
    public static bool EndsClause(ReadOnlySpan<char> raw) => raw[^1] is ',' or '.' or ';' or ':' or '!' or ')';

    private static string Lower(ReadOnlySpan<char> word) => word.ToString().ToLowerInvariant();

    private static bool IsQuestion(ReadOnlySpan<char> word) =>
        (word.TrimEnd(")\"”'.,!").EndsWith('?') || word.StartsWith('¿')) && !word.Contains("://", StringComparison.Ordinal);

    // Whether a word only says what was done or found. "Done by Friday" is still a deadline.
    private static bool IsTold(
        Doubt doubt,
        ReadOnlySpan<char> word,
        ReadOnlySpan<char> before,
        ReadOnlySpan<char> behind,
        int at,
        bool isFinished,
        bool isComplaint
    ) =>
        doubt switch
        {
            Doubt.Negation => NegationWords.OnlyTell(word, before, behind, isFinished, isComplaint),
            Doubt.Later when before.Equals("by", StringComparison.OrdinalIgnoreCase) => false,
            Doubt.Later => isFinished || at > 1 && Over.Has(before),
            _ => isFinished,
        };

    // "No parts left" does not cancel the command; "no" and "no, wait" do.
    private static bool IsPartOfSentence(
        ReadOnlySpan<char> word,
        ReadOnlySpan<char> raw,
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> behind
    )
    {
        if (word.Equals("no", StringComparison.OrdinalIgnoreCase))
            return char.IsLetter(raw[^1]) && text.Trim().Length > raw.Length && !NegationWords.NamesCommand(behind);
        var next = NegationWords.FirstOf(behind);
        if (word.Equals("should", StringComparison.OrdinalIgnoreCase))
            return Reassures.Has(next);
        return word.Equals("only", StringComparison.OrdinalIgnoreCase) && Articles.Has(next);
    }

    [GeneratedRegex(
        @"\b(?:at|by|around|a las)\s+\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b|o'clock|h\b)|\bby\s+(?:noon|eod|the\s+end|end\s+of)\b"
            + @"|\b(?:next|end\s+of(?:\s+the)?)\s+(?:week|month|year|term|semester|period|day)\b"
            + @"|\bthis\s+(?:afternoon|evening)\b|^\W*(?:in|within)\s+(?:an?|\d+|two|three|a\s+few)\s+(?:minute|hour|day|week|month)s?\b"
            + @"|\bas\s+soon\s+as\b|\b(?:la\s+)?próxima\s+semana\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TimeToCome();
}
