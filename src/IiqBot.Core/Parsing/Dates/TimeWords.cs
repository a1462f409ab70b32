using System.Globalization;
using System.Text.RegularExpressions;

namespace IiqBot.Core.Parsing.Dates;

/// <summary>Reads a time after a day: <c>friday 3pm</c>, <c>tomorrow at 15:00</c>, <c>lunes a las 9</c>.</summary>
internal static partial class TimeWords
{
    /// <summary>The last minute of a day.</summary>
    public static readonly TimeOnly EndOfDay = new(23, 59);

    /// <summary>Returns the words before the time, and the time. If there is no time, returns all words and null.</summary>
    public static (string Day, TimeOnly? At) Split(string text)
    {
        var match = Behind().Match(text);
        if (!match.Success)
            return (text, null);
        var day = match.Groups["day"].Value;
        if (match.Groups["noon"].Success)
            return (day, new(12, 0));
        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"] is { Success: true } said ? int.Parse(said.ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (match.Groups["half"] is { Success: true, Value: var half })
        {
            if (hour is < 1 or > 12)
                return (text, null);
            hour = hour % 12 + (half == "p" ? 12 : 0);
        }
        else if (!match.Groups["minute"].Success && hour is >= 1 and <= 6)
        {
            hour += 12; // in a school, "at 3" does not mean 3 a.m.
        }

        return hour < 24 && minute < 60 ? (day, new(hour, minute)) : (text, null);
    }

    [GeneratedRegex(
        @"^(?<day>.+?) +(?:(?:at |@ ?|by |a las? )?(?:(?<hour>[0-9]{1,2})(?::(?<minute>[0-9]{2}))? ?(?<half>[ap])\.?m\.?|(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})|(?<noon>noon|mediodia))|(?:at |a las? )(?<hour>[0-9]{1,2}))\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Behind();
}
