using System.Collections.Concurrent;
using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>
/// The cultures of requests. It caches them, because the system reads its tables at each look-up of a name. It caches only names that the
/// system knows, so clients cannot make the cache grow.
/// </summary>
internal static class Cultures
{
    private static readonly CultureInfo Default = CultureInfo.GetCultureInfo("en-US");
    private static readonly ConcurrentDictionary<string, CultureInfo> Known = new(StringComparer.Ordinal);

    /// <summary>The culture with this name; American English if there is none.</summary>
    public static CultureInfo Of(string? locale)
    {
        if (locale is null)
            return Default;
        if (Known.TryGetValue(locale, out var known))
            return known;
        try
        {
            var culture = CultureInfo.GetCultureInfo(locale, predefinedOnly: true);
            return Known.GetOrAdd(culture.Name, culture);
        }
        catch (CultureNotFoundException)
        {
            return Default;
        }
    }
}
