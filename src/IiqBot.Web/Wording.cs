using System.Globalization;

namespace IiqBot.Web;

/// <summary>Fills the gaps of a text from the resources.</summary>
internal static class Wording
{
    /// <summary>The text with its gaps filled.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
