using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>Fills the gaps of a text from the resources, in the language of whoever reads it.</summary>
internal static class Wording
{
    /// <summary>The text with its gaps filled, in the culture of the request.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>Takes on a person's language and region until the end of the calling method.</summary>
    public static void SpeakTo(Actor actor) => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Cultures.Of(actor.Locale);
}
