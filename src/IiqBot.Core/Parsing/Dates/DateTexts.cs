using System.Globalization;

namespace IiqBot.Core.Parsing.Dates;

/// <summary>Writes dates for the reader, in the words and the order of their culture.</summary>
internal static class DateTexts
{
    /// <summary>A day with its weekday and its year.</summary>
    public static string Long(DateOnly day) => day.ToString("D", CultureInfo.CurrentCulture);

    /// <summary>A day with its weekday, its year and the time.</summary>
    public static string Long(DateTime at) =>
        at.ToString("f", CultureInfo.CurrentCulture) is var text
        && text.Contains(at.ToString("dddd", CultureInfo.CurrentCulture), StringComparison.CurrentCulture)
            ? text
            : $"{Long(DateOnly.FromDateTime(at))} {at.ToString("t", CultureInfo.CurrentCulture)}";

    /// <summary>A date a few days ahead, as people in this region type it: "12/5", "5.12.".</summary>
    public static string Example(DateOnly today)
    {
        var format = CultureInfo.CurrentCulture.DateTimeFormat;
        var day = today.AddDays(4);
        var isDayFirst =
            format.ShortDatePattern.IndexOf('d', StringComparison.Ordinal) < format.ShortDatePattern.IndexOf('M', StringComparison.Ordinal);
        var mark = format.DateSeparator is "." or "-" ? format.DateSeparator : "/";
        return isDayFirst ? $"{day.Day}{mark}{day.Month}" : $"{day.Month}{mark}{day.Day}";
    }
}
