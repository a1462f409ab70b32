using System.Globalization;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Desk;

/// <summary>Due dates as bodies give them (docs/reference/incident-iq-changes.md, "Due dates").</summary>
internal static class DueDates
{
    /// <summary>A date without offset is the site's local time.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date))
            return null;
        return date.Kind == DateTimeKind.Unspecified ? SiteClock.FromLocal(date) : new DateTimeOffset(date).ToUniversalTime();
    }

    /// <summary>The moment a package of Type, Period and Count means; <see langword="null"/> removes the date.</summary>
    /// <exception cref="Refusal">400 where it cannot be read.</exception>
    public static DateTimeOffset? Of(JsonBody package, SiteClock clock)
    {
        var month = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        return package.Int("Type") switch
        {
            0 => EndOf(Relative(clock.Today, package.Int("Count") ?? 0, package.Int("Period") ?? 0)),
            1 => EndOf(month.AddMonths(1)),
            2 => EndOf(month.AddMonths(1).AddDays(-1)),
            3 => Read(package.Text("CustomDate")) ?? throw Refusal.Invalid("CustomDate", "CustomDate is required."),
            4 => EndOf(clock.Today),
            99 => null,
            _ => throw Refusal.Invalid("Type", "Type is not supported."),
        };
    }

    private static DateOnly Relative(DateOnly from, int count, int period) =>
        period switch
        {
            1 => from.AddDays(7 * count),
            2 => from.AddMonths(count),
            _ => from.AddDays(count),
        };

    // The end of a school day.
    private static DateTimeOffset EndOf(DateOnly day) => SiteClock.FromLocal(day.ToDateTime(new TimeOnly(16, 0)));
}
