using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>Fills the placeholders of a resource text, in the reader's language.</summary>
internal static class Wording
{
    /// <summary>The text with its placeholders filled in, in the culture of the request.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>Sets the person's language and region until the calling method ends.</summary>
    public static void SpeakTo(Actor actor) => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Cultures.Of(actor.Locale);
}
