using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing.Dates;

/// <summary>The units that dates are counted in.</summary>
internal enum DateUnit
{
    Day,
    Week,
    Month,
    Year,
}

/// <summary>A date phrase as a string of letters, one for each word with a meaning, and their values.</summary>
/// <param name="Kinds">
/// The letters, in order: r a day from today, w a weekday, m a month, n a number, d a day of a month ("15th"), y a year, u a unit, t this,
/// next or last, i in, a ago, e the end of.
/// </param>
/// <param name="Values">The value of each letter.</param>
internal sealed record DatePhrase(string Kinds, IReadOnlyDictionary<char, int> Values)
{
    /// <summary>The value of a letter; 0 if the phrase does not have it.</summary>
    public int this[char kind] => Values.GetValueOrDefault(kind);

    /// <summary>The day of the month, written as "15th" or as a plain number.</summary>
    public int Day => Values.TryGetValue('d', out var day) ? day : this['n'];

    /// <summary>Whether the evening of the day is meant.</summary>
    public bool IsEvening { get; init; }

    /// <summary>The words with typing errors corrected; null if there were none.</summary>
    public string? Corrected { get; init; }
}

/// <summary>The words that dates consist of, in English and Spanish, without accents. Another language needs only more lines.</summary>
internal static class DateLexicon
{
    private const int LongestNumber = 999;

    private static readonly FrozenDictionary<string, (char Kind, int Value)> Words = Table([
        ('r', -1, "yesterday ayer"),
        ('r', 0, "today hoy tonight eod"),
        ('r', 1, "tomorrow tmrw manana"),
        ('r', 2, "overmorrow"),
        ('w', 0, "sunday sun domingo"),
        ('w', 1, "monday mon lunes"),
        ('w', 2, "tuesday tue tues martes"),
        ('w', 3, "wednesday wed weds miercoles"),
        ('w', 4, "thursday thu thur thurs jueves"),
        ('w', 5, "friday fri viernes"),
        ('w', 6, "saturday sat sabado"),
        ('m', 1, "january jan enero ene"),
        ('m', 2, "february feb febrero"),
        ('m', 3, "march mar marzo"),
        ('m', 4, "april apr abril abr"),
        ('m', 5, "may mayo"),
        ('m', 6, "june jun junio"),
        ('m', 7, "july jul julio"),
        ('m', 8, "august aug agosto"),
        ('m', 9, "september sep sept septiembre setiembre"),
        ('m', 10, "october oct octubre"),
        ('m', 11, "november nov noviembre"),
        ('m', 12, "december dec diciembre dic"),
        ('u', (int)DateUnit.Day, "day days dia dias"),
        ('u', (int)DateUnit.Week, "week weeks semana semanas"),
        ('u', (int)DateUnit.Month, "month months mes meses"),
        ('u', (int)DateUnit.Year, "year years ano anos"),
        ('t', 0, "this current este esta"),
        ('t', 1, "next coming proximo proxima siguiente"),
        ('t', -1, "last past previous ultimo ultima ultimos ultimas pasado pasada"),
        ('n', 1, "a an one un una uno primero"),
        ('n', 2, "two dos"),
        ('n', 3, "three tres"),
        ('n', 4, "four cuatro"),
        ('n', 5, "five cinco"),
        ('n', 6, "six seis"),
        ('n', 7, "seven siete"),
        ('n', 8, "eight ocho"),
        ('n', 9, "nine nueve"),
        ('n', 10, "ten diez"),
        ('i', 0, "in within en dentro"),
        ('a', 0, "ago hace"),
        ('e', 0, "end fin final"),
    ]);

    private static readonly FrozenSet<string> Fillers = "the on of by due el la los las de del para"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    // Longer phrases and the words that they stand for.
    private static readonly (string Phrase, string Words)[] Idioms =
    [
        ("day after tomorrow", "overmorrow"),
        ("pasado manana", "overmorrow"),
        ("que viene", "next"),
        ("eow", "end week"),
        ("eom", "end month"),
        ("eoy", "end year"),
        ("lastweek", "last week"),
        ("lastmonth", "last month"),
        ("lastyear", "last year"),
        ("nextweek", "next week"),
        ("nextmonth", "next month"),
        ("nextyear", "next year"),
        ("thisweek", "this week"),
        ("thismonth", "this month"),
        ("thisyear", "this year"),
    ];

    /// <summary>Splits a phrase into its parts; null if it contains a word that no date has.</summary>
    /// <param name="text">The phrase, in lower case and without accents.</param>
    public static DatePhrase? Lex(string text)
    {
        text = $" {text.Replace('-', ' ')} ";
        foreach (var (phrase, words) in Idioms)
            text = text.Replace($" {phrase} ", $" {words} ", StringComparison.Ordinal);
        var kinds = new StringBuilder();
        var values = new Dictionary<char, int>();
        List<string> corrected = [];
        var isMended = false;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var bare = word.TrimEnd('.');
            var mended = Mended(bare);
            isMended |= mended is not null;
            corrected.Add(mended ?? bare);
            if (Fillers.Contains(bare))
                continue;
            if (Meaning(mended ?? bare) is not var (kind, value) || !values.TryAdd(kind, value))
                return null;
            kinds.Append(kind);
        }

        return new(kinds.ToString(), values)
        {
            IsEvening = text.Contains(" tonight ", StringComparison.Ordinal),
            Corrected = isMended ? string.Join(' ', corrected) : null,
        };
    }

    private static (char Kind, int Value)? Meaning(string word)
    {
        if (word.Length == 0)
            return null;
        if (Words.TryGetValue(word, out var known))
            return known;
        if (!char.IsAsciiDigit(word[0]))
            return InCulture(word);
        var digits = word.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? word.Length : end;
        if (!int.TryParse(word.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (digits < word.Length)
            return word[digits..] is "st" or "nd" or "rd" or "th" or "º" or "o" && number is >= 1 and <= 31 ? ('d', number) : null;
        return digits == 4
            ? number >= 1900
                ? ('y', number)
                : null
            : number <= LongestNumber
                ? ('n', number)
                : null;
    }

    // A month or a weekday in the person's own language.
    private static (char Kind, int Value)? InCulture(string word)
    {
        if (CultureInfo.CurrentCulture.TwoLetterISOLanguageName is "en" or "es" or "iv")
            return null;
        var format = CultureInfo.CurrentCulture.DateTimeFormat;
        foreach (
            var (kind, names, first) in new[]
            {
                ('m', format.MonthNames, 1),
                ('m', format.AbbreviatedMonthNames, 1),
                ('w', format.DayNames, 0),
            }
        )
        {
            var at = Array.FindIndex(names, name => name.Length > 2 && Slip.Plain(name).TrimEnd('.') == word);
            if (at >= 0)
                return (kind, at + first);
        }

        return null;
    }

    // Corrects a typing error in a word, if only one date word is that close. Null for a correct word and for any other.
    private static string? Mended(string word)
    {
        if (
            word.Length < 5
            || Words.ContainsKey(word)
            || Fillers.Contains(word)
            || char.IsAsciiDigit(word[0])
            || InCulture(word) is not null
        )
            return null;
        var close = Words.Where(known => known.Key.Length >= 5 && Slip.IsOne(word, known.Key)).ToList();
        return close.Select(known => known.Value).Distinct().Count() == 1 ? close[0].Key : null;
    }

    private static FrozenDictionary<string, (char Kind, int Value)> Table((char Kind, int Value, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word, (row.Kind, row.Value))))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
