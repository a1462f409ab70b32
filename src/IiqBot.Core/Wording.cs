using System.Globalization;

namespace IiqBot.Core;

/// <summary>Fills the gaps of a text from the resources.</summary>
internal static class Wording
{
    /// <summary>The text with its gaps filled, in the culture of the request.</summary>
    public static string With(this string text, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, text, values);
}
