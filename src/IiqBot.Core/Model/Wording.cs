using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>Fills the placeholders of a resource text, in the reader's language.</summary>
internal static class Wording
{
    /// <summary>The text with its gaps filled, in the culture of the request.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>Takes on a person's language and region until the end of the calling method.</summary>
    public static void SpeakTo(Actor actor) => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Cultures.Of(actor.Locale);
}
