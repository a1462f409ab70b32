using System.Globalization;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Facets;

/// <summary>
/// The date expressions of filters (docs/reference/incident-iq-tickets.md, "Values of dates and numbers"): lowercase,
/// case-sensitive, US order, whole days of the site.
/// </summary>
internal static class DateGrammar
{
    private static readonly string[] Formats = ["MM/dd/yyyy", "M/d/yyyy", "yyyyMMdd"];

    /// <summary>The test that an expression stands for, or <see langword="null"/> where it cannot be read.</summary>
    public static Predicate<DateTimeOffset>? Parse(string? text, SiteClock clock)
    {
        if (text is null)
            return null;
        if (After(text, "value:") is { } days)
            return DaysAgo(days, clock);
        if (Span(text, clock.Today) is not { } span)
            return null;
        return moment => SiteClock.DateOf(moment) is var day && day >= span.From && day <= span.To;
    }

    private static (DateOnly From, DateOnly To)? Span(string text, DateOnly today)
    {
        if (After(text, "date>=") is { } from)
            return Day(from) is { } day ? (day, DateOnly.MaxValue) : null;
        if (After(text, "date<=") is { } to)
            return Day(to) is { } day ? (DateOnly.MinValue, day) : null;
        if (After(text, "date>") is { } after)
            return Day(after) is { } day ? (day.AddDays(1), DateOnly.MaxValue) : null;
        if (After(text, "date<") is { } before)
            return Day(before) is { } day ? (DateOnly.MinValue, day.AddDays(-1)) : null;
        if (After(text, "date:") is { } on)
            return Day(on) is { } day ? (day, day) : null;
        if (After(text, "daterange:") is { } range)
            return Between(range);
        if (After(text, "range:lastdays:") is { } last)
            return Days(last) is { } count ? (today.AddDays(-count), today) : null;
        if (After(text, "range:nextdays:") is { } next)
            return Days(next) is { } count ? (today, today.AddDays(count)) : null;
        return After(text, "range:") is { } name ? Named(name, today) : null;
    }

    private static (DateOnly From, DateOnly To)? Named(string name, DateOnly today)
    {
        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = new DateOnly(today.Year, today.Month, 1);
        return name switch
        {
            "today" => (today, today),
            "tomorrow" => (today.AddDays(1), today.AddDays(1)),
            "yesterday" => (today.AddDays(-1), today.AddDays(-1)),
            "week" => Week(week),
            "lastweek" => Week(week.AddDays(-7)),
            "nextweek" => Week(week.AddDays(7)),
            "month" => Month(month),
            "lastmonth" => Month(month.AddMonths(-1)),
            "nextmonth" => Month(month.AddMonths(1)),
            "year" => Year(today.Year),
            "lastyear" => Year(today.Year - 1),
            "nextyear" => Year(today.Year + 1),
            _ => null,
        };

        static (DateOnly, DateOnly) Week(DateOnly start) => (start, start.AddDays(6));
        static (DateOnly, DateOnly) Month(DateOnly start) => (start, start.AddMonths(1).AddDays(-1));
        static (DateOnly, DateOnly) Year(int year) => (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
    }

    private static (DateOnly From, DateOnly To)? Between(string range) =>
        range.Split('-') is [var first, var second] && Day(first) is { } from && Day(second) is { } to ? (from, to) : null;

    private static Predicate<DateTimeOffset>? DaysAgo(string text, SiteClock clock)
    {
        if (Days(text) is not { } count)
            return null;
        var wanted = DateOnly.FromDateTime(clock.Now.UtcDateTime).AddDays(-count);
        return moment => DateOnly.FromDateTime(moment.UtcDateTime) == wanted;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? Days(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 100_000 ? count : null;

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
}
