using System.Globalization;
using System.Text.RegularExpressions;

namespace IiqBot.Core.Features.Searches;

/// <summary>
/// Days as people say them: <c>today</c>, <c>this week</c>, <c>last 7 days</c>, <c>2026-11-23</c>. Told as a range of days,
/// which is all that Incident IQ filters by (incident-iq-api.md, section 6.3).
/// </summary>
internal static partial class DateWords
{
    private const int MostDays = 999;

    /// <summary>The days that are meant, both included; null for words that mean none.</summary>
    /// <param name="words">What was typed; a hyphen stands for a blank.</param>
    /// <param name="today">Today where the site is.</param>
    public static (DateOnly From, DateOnly To)? Read(string words, DateOnly today)
    {
        var text = words.Trim().ToLowerInvariant();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || char.IsDigit(text.FirstOrDefault()) && DateOnly.TryParse(text, CultureInfo.CurrentCulture, out day))
            return (day, day);

        text = text.Replace('-', ' ');
        var match = Phrase().Match(text);
        if (!match.Success) return null;
        if (match.Groups["day"].Success) return OneDay(today.AddDays(text == "yesterday" ? -1 : text == "tomorrow" ? 1 : 0));

        var isLast = match.Groups["which"].Value == "last";
        if (match.Groups["count"].Success)
        {
            var count = Math.Min(int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture), MostDays);
            return isLast ? (today.AddDays(-count), today) : (today, today.AddDays(count));
        }

        var shift = isLast ? -1 : match.Groups["which"].Value == "next" ? 1 : 0;
        return match.Groups["unit"].Value switch
        {
            "week" => Week(today.AddDays(7 * shift)),
            "month" => Month(today.AddMonths(shift)),
            _ => (new DateOnly(today.Year + shift, 1, 1), new DateOnly(today.Year + shift, 12, 31)),
        };
    }

    private static (DateOnly, DateOnly) OneDay(DateOnly day) => (day, day);

    private static (DateOnly, DateOnly) Week(DateOnly day)
    {
        var first = CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek;
        var start = day.AddDays(-(((int)day.DayOfWeek - (int)first + 7) % 7));
        return (start, start.AddDays(6));
    }

    private static (DateOnly, DateOnly) Month(DateOnly day)
    {
        var start = new DateOnly(day.Year, day.Month, 1);
        return (start, start.AddMonths(1).AddDays(-1));
    }

    [GeneratedRegex(@"^(?:(?<day>today|yesterday|tomorrow)|(?<which>last|next) ?(?<count>[0-9]{1,4}) ?days?|(?<which>this|last|next) ?(?<unit>week|month|year))\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phrase();
}
