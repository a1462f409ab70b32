using System.Globalization;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing.Dates;

/// <summary>Whether a weekday, or a day without a year, means the next one or the last one.</summary>
internal enum Leaning
{
    /// <summary>The next such day; used for due dates.</summary>
    Ahead,

    /// <summary>The last such day; used for filing dates.</summary>
    Back,
}

/// <summary>
/// A range of days, both inclusive. Incident IQ can filter by whole days only (docs/reference/incident-iq-tickets.md, "Values of
/// dates and numbers").
/// </summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
internal readonly record struct Days(DateOnly From, DateOnly To)
{
    /// <summary>The time on that day; null if the person named none.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>The words with typing errors corrected; null if there were none.</summary>
    public string? Corrected { get; init; }

    /// <summary>Whether the words are ambiguous, so that the bot must repeat the date in full: "1/15", "friday".</summary>
    public bool NeedsSaying { get; init; }
}

/// <summary>
/// Reads days as people write them, in English and Spanish: <c>today</c>, <c>friday 3pm</c>, <c>next week</c>, <c>in 3 days</c>,
/// <c>1/15</c>, <c>Jan 15</c>, <c>15 de enero</c>, <c>2027-01-15</c>. Each word becomes a letter (<see cref="DateLexicon"/>), and each
/// pattern of letters has a meaning.
/// </summary>
internal static class DateWords
{
    private static readonly DateOnly SomeDay = new(2024, 1, 1);

    /// <summary>Whether these words are a date. Callers use it to find where a date ends.</summary>
    public static bool AreDays(string words) => Read(words, SomeDay, Leaning.Ahead) is not null;

    /// <summary>Returns the days that the words mean; null if they are not a date.</summary>
    /// <param name="words">The typed words; a hyphen counts as a space.</param>
    /// <param name="today">Today, in the site's time zone.</param>
    /// <param name="leaning">Whether a day without a year is in the future or in the past.</param>
    public static Days? Read(string words, DateOnly today, Leaning leaning)
    {
        if (words.Length > 80)
            return null;
        var text = Slip.Plain(words.Replace(',', ' ').Trim());
        var (rest, at) = TimeWords.Split(text);
        if (NumericDate.Read(rest, today, leaning) is { } numeric)
            return numeric with { At = at };
        if (DateLexicon.Lex(rest) is not { } phrase)
            return null;
        return Meaning(phrase, today, leaning) is { } days
            ? days with
            {
                At = at ?? (phrase.IsEvening ? TimeWords.EndOfDay : null),
                Corrected = phrase.Corrected,
            }
            : null;
    }

    private static Days? Meaning(DatePhrase phrase, DateOnly today, Leaning leaning)
    {
        var (t, u, n) = (phrase['t'], phrase['u'], phrase['n']);
        var sign = leaning == Leaning.Ahead ? 1 : -1;
        return phrase.Kinds switch
        {
            "r" => One(today.AddDays(phrase['r'])),
            "w" => Said(Weekday(today, phrase['w'], sign, ifToday: 7 * sign)),
            "tw" or "wt" => Said(
                t == 0 ? Weekday(today, phrase['w'], sign, ifToday: 0)
                : t < 0 ? Weekday(today, phrase['w'], -1, ifToday: -7)
                : Monday(today).AddDays(7 + (phrase['w'] + 6) % 7)
            ),
            "wtu" or "tuw" when u == (int)DateUnit.Week => Said(Monday(today).AddDays(7 * t + (phrase['w'] + 6) % 7)),
            "tu" or "ut" => Span(today, u, t),
            "tnu" or "ntu" or "nut" when t != 0 => t < 0 ? new(Shifted(today, u, -n), today) : new(today, Shifted(today, u, n)),
            "inu" => Said(Shifted(today, u, n)),
            "nua" or "anu" => Said(Shifted(today, u, -n)),
            "nu" when leaning == Leaning.Ahead => Said(Shifted(today, u, n)),
            "nu" => new(Shifted(today, u, -n), today),
            "eu" => Said(EndOf(today, u, 0)),
            "etu" or "eut" => Said(EndOf(today, u, t)),
            "m" or "tm" or "mt" => MonthNamed(today, phrase['m'], leaning),
            "my" => Valid(phrase['y'], phrase['m'], 1) is { } first ? Month(first) : null,
            "d" => DayOfMonth(today, phrase['d'], sign),
            "mn" or "nm" or "md" or "dm" => Yearless(today, phrase['m'], phrase.Day, leaning),
            "mny" or "nmy" or "mdy" or "dmy" => Valid(phrase['y'], phrase['m'], phrase.Day) is { } day ? One(day) : null,
            "na" => Yearless(today, 8, n, leaning), // "15 ago." is August in Spanish
            "y" when leaning == Leaning.Back => new(new(phrase['y'], 1, 1), new(phrase['y'], 12, 31)),
            ['w', .. var dated] when dated.Contains('m', StringComparison.Ordinal) && dated.Length > 1 => Meaning(
                phrase with
                {
                    Kinds = dated,
                },
                today,
                leaning
            )
                is { } on
            && (int)on.From.DayOfWeek == phrase['w']
                ? on
                : null,
            _ => null,
        };
    }

    /// <summary>The next or the last such day, including today; null if there is none.</summary>
    internal static Days? Yearless(DateOnly today, int month, int day, Leaning leaning)
    {
        // The next February 29 may be some years away.
        for (var years = 0; years <= 8; years++)
        {
            var step = leaning == Leaning.Ahead ? years : -years;
            if (Valid(today.Year + step, month, day) is { } found && (leaning == Leaning.Ahead ? found >= today : found <= today))
                return Said(found);
        }

        return null;
    }

    /// <summary>The date; null if the calendar has no such day.</summary>
    internal static DateOnly? Valid(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static Days One(DateOnly day) => new(day, day);

    private static Days Said(DateOnly day) => new(day, day) { NeedsSaying = true };

    private static DateOnly Weekday(DateOnly today, int weekday, int sign, int ifToday)
    {
        var apart = sign > 0 ? (weekday - (int)today.DayOfWeek + 7) % 7 : -(((int)today.DayOfWeek - weekday + 7) % 7);
        return today.AddDays(apart == 0 ? ifToday : apart);
    }

    private static Days? DayOfMonth(DateOnly today, int day, int sign)
    {
        for (var months = 0; months <= 2; months++)
        {
            var month = today.AddMonths(sign * months);
            if (Valid(month.Year, month.Month, day) is { } found && (sign > 0 ? found >= today : found <= today))
                return Said(found);
        }

        return null;
    }

    private static DateOnly Shifted(DateOnly day, int unit, int count) =>
        (DateUnit)unit switch
        {
            DateUnit.Day => day.AddDays(count),
            DateUnit.Week => day.AddDays(7 * count),
            DateUnit.Month => day.AddMonths(count),
            _ => day.AddYears(Math.Clamp(count, -99, 99)),
        };

    private static Days Span(DateOnly today, int unit, int shift) =>
        (DateUnit)unit switch
        {
            DateUnit.Day => One(today.AddDays(shift)),
            DateUnit.Week => Week(today.AddDays(7 * shift)),
            DateUnit.Month => Month(today.AddMonths(shift)),
            _ => new(new(today.Year + shift, 1, 1), new(today.Year + shift, 12, 31)),
        };

    // A school's week ends on Friday.
    private static DateOnly EndOf(DateOnly today, int unit, int shift) =>
        (DateUnit)unit == DateUnit.Week
            ? Weekday(today, (int)DayOfWeek.Friday, 1, ifToday: 0).AddDays(7 * shift)
            : Span(today, unit, shift).To;

    private static Days MonthNamed(DateOnly today, int month, Leaning leaning)
    {
        var year =
            leaning == Leaning.Ahead && month < today.Month ? today.Year + 1
            : leaning == Leaning.Back && month > today.Month ? today.Year - 1
            : today.Year;
        return Month(new(year, month, 1)) with { NeedsSaying = true };
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static Days Week(DateOnly day)
    {
        var first = CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek;
        var start = day.AddDays(-(((int)day.DayOfWeek - (int)first + 7) % 7));
        return new(start, start.AddDays(6));
    }

    private static Days Month(DateOnly day)
    {
        return new(new(day.Year, day.Month, 1), new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));
    }
}
