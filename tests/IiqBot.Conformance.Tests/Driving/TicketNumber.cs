using System.Text.RegularExpressions;

namespace IiqBot.Conformance.Tests.Driving;

internal static partial class TicketNumber
{
    /// <summary>The first ticket number in a text; null if there is none.</summary>
    public static string? In(string text) => Number().Match(text) is { Success: true } match ? match.Groups["number"].Value : null;

    [GeneratedRegex(@"#(?<number>\d{3,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
