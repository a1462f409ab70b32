using System.Collections.Concurrent;
using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>
/// The cultures that requests ask for. Remembered, because asking the system whether a name is one of its own reads its
/// tables anew each time; only its own names are, so clients cannot make this grow.
/// </summary>
internal static class Cultures
{
    private static readonly CultureInfo Default = CultureInfo.GetCultureInfo("en-US");
    private static readonly ConcurrentDictionary<string, CultureInfo> Known = new(StringComparer.Ordinal);

    /// <summary>The culture of this name; American English when there is none.</summary>
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
