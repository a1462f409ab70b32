using System.Globalization;

namespace IiqBot.Web;

/// <summary>Fills the placeholders of texts from the resources.</summary>
internal static class Wording
{
    /// <summary>The text with its placeholders filled.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
