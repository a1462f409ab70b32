using System.Globalization;
using IiqBot.Core.Requests;

namespace IiqBot.Core;

/// <summary>Fills the gaps of a text from the resources, in the language of whoever reads it.</summary>
internal static class Wording
{
    private const string DefaultCulture = "en-US";

    /// <summary>The text with its gaps filled, in the culture of the request.</summary>
    public static string With(this string text, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>Takes on a person's language and region until the end of the calling method.</summary>
    public static void SpeakTo(Actor actor)
    {
        CultureInfo culture;
        try
        {
            culture = CultureInfo.GetCultureInfo(actor.Locale ?? DefaultCulture, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            culture = CultureInfo.GetCultureInfo(DefaultCulture);
        }

        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = culture;
    }
}
