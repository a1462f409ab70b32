using System.Globalization;
using System.Text.RegularExpressions;

namespace IiqBot.Core.Parsing.Dates;

/// <summary>
/// Reads dates in digits: <c>2027-01-15</c>, <c>1/15</c>, <c>1/15/27</c>, <c>15.1.2027</c>. The person's region decides which of two
/// numbers is the month, unless no such month exists.
/// </summary>
internal static partial class NumericDate
{
    /// <summary>Returns the day; null for any other text.</summary>
    public static Days? Read(string text, DateOnly today, Leaning leaning)
    {
        if (text.Length is < 3 or > 12 || !char.IsAsciiDigit(text[0]))
            return null;
        if (Iso().Match(text) is { Success: true } iso)
            return On(DateWords.Valid(Number(iso, "year"), Number(iso, "month"), Number(iso, "day")), says: false);
        if (Short().Match(text) is not { Success: true } match)
            return null;

        var (month, day) = IsDayFirst
            ? (Number(match, "second"), Number(match, "first"))
            : (Number(match, "first"), Number(match, "second"));
        if (month > 12 && day <= 12)
            (month, day) = (day, month);
        if (!match.Groups["year"].Success)
            return DateWords.Yearless(today, month, day, leaning);
        var year = Number(match, "year");
        return On(DateWords.Valid(year < 100 ? 2000 + year : year, month, day), says: true);
    }

    // Where the year comes first, the month comes before the day.
    private static bool IsDayFirst
    {
        get
        {
            var pattern = CultureInfo.CurrentCulture.DateTimeFormat.ShortDatePattern;
            return pattern.IndexOf('d', StringComparison.Ordinal) < pattern.IndexOf('M', StringComparison.Ordinal);
        }
    }

    private static Days? On(DateOnly? day, bool says) => day is { } found ? new Days(found, found) { NeedsSaying = says } : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?<first>[0-9]{1,2})(?<mark>[-/.])(?<second>[0-9]{1,2})(?:\k<mark>(?<year>[0-9]{4}|[0-9]{2})|\.)?\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Short();
}
