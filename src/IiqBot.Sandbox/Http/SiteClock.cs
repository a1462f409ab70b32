namespace IiqBot.Sandbox.Http;

/// <summary>The time, in UTC and as the district's clocks show it.</summary>
internal sealed class SiteClock(TimeProvider time)
{
    public const string IanaName = "America/New_York";
    public const string WindowsName = "Eastern Standard Time";

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(IanaName);

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => DateOf(Now);

    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment));

    public static DateTime Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).DateTime;

    /// <summary>The moment at which the district's clocks show this.</summary>
    public static DateTimeOffset FromLocal(DateTime local)
    {
        // A time that the change to daylight saving skips is read as one hour later, as clocks are set.
        if (Zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
