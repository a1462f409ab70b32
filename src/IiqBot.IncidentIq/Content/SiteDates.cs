using System.Globalization;

namespace IiqBot.IncidentIq.Content;

/// <summary>
/// Dates come without an offset, in the site's local time (docs/reference/incident-iq.md, "Dates"); an offset that comes
/// nevertheless is believed. What is read carries the site's offset.
/// </summary>
/// <param name="zone">The site's time zone.</param>
/// <param name="areUtc">Whether dates without an offset are UTC on this site.</param>
internal sealed class SiteDates(TimeZoneInfo zone, bool areUtc)
{
    /// <summary>The moment; null for none, for the years 1 and 9999 that stand for none, and for what is no date.</summary>
    public DateTimeOffset? Read(string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date) || date.Year is <= 1 or 9999)
            return null;

        var moment = date.Kind switch
        {
            DateTimeKind.Utc => new DateTimeOffset(date),
            DateTimeKind.Local => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
            _ when areUtc => new DateTimeOffset(date, TimeSpan.Zero),
            _ => new DateTimeOffset(date, zone.GetUtcOffset(date)),
        };
        return TimeZoneInfo.ConvertTime(moment, zone);
    }
}
