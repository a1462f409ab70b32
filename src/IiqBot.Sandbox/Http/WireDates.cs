using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IiqBot.Sandbox.Http;

/// <summary>A date written in the site's local time, without offset (docs/reference/incident-iq.md, "Dates").</summary>
internal readonly record struct SiteTime(DateTimeOffset Moment)
{
    public static SiteTime? Of(DateTimeOffset? moment) => moment is { } set ? new SiteTime(set) : null;
}

/// <summary>A date written in UTC but without offset either, as ticket assets have it.</summary>
internal readonly record struct UtcTime(DateTimeOffset Moment);

/// <summary>Writes 0 to 7 digits of a second's fraction, as many as there are.</summary>
internal sealed class SiteTimeConverter : JsonConverter<SiteTime>
{
    public const string Format = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    public override SiteTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are only written.");

    public override void Write(Utf8JsonWriter writer, SiteTime value, JsonSerializerOptions options)
    {
        var local = value.Moment == default ? default : SiteClock.Local(value.Moment);
        writer.WriteStringValue(local.ToString(Format, CultureInfo.InvariantCulture));
    }
}

internal sealed class UtcTimeConverter : JsonConverter<UtcTime>
{
    public override UtcTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are only written.");

    public override void Write(Utf8JsonWriter writer, UtcTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Moment.UtcDateTime.ToString(SiteTimeConverter.Format, CultureInfo.InvariantCulture));
}
