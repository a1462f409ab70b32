using System.Globalization;

namespace IiqBot.IncidentIq.Content;

/// <summary>
/// Reads dates. Incident IQ sends them without an offset, in the site's local time (docs/reference/incident-iq.md, "Dates"). If a
/// date has an offset, that offset wins. The result carries the site's offset.
/// </summary>
/// <param name="zone">The site's time zone.</param>
/// <param name="areUtc">Whether this site sends UTC in dates without an offset.</param>
internal sealed class SiteDates(TimeZoneInfo zone, bool areUtc)
{
    /// <summary>Returns null if there is no date or an invalid one, and for the years 1 and 9999, which mean "no date".</summary>
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
