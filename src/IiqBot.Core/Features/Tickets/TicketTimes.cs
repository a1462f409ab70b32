using System.Globalization;
using Humanizer;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Describes when something happens, in words and as a date.</summary>
internal static class TicketTimes
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    /// <summary>"3 hours ago (Nov 23, 14:05)", in the culture of the request and the offset of the date itself.</summary>
    public static string Describe(DateTimeOffset at, DateTimeOffset now)
    {
        var relative = Relative(at, now);
        var sameYear = at.Year == now.ToOffset(at.Offset).Year;
        var date = at.ToString(sameYear ? "MMM d" : "MMM d, yyyy", CultureInfo.CurrentCulture);
        return sameYear ? $"{relative} ({date}, {at.ToString("t", CultureInfo.CurrentCulture)})" : $"{relative} ({date})";
    }

    /// <summary>"3 hours ago".</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now) =>
        (now - at).Duration() < Moment ? Texts.JustNow : at.UtcDateTime.Humanize(utcDate: true, dateToCompareAgainst: now.UtcDateTime);
}
