using System.Text.RegularExpressions;

namespace IiqBot.FakeSlack;

/// <summary>
/// How Slack stores what people type (docs.slack.dev, "Formatting message text"): signs as entities, emoji as names, links in brackets.
/// </summary>
public static partial class SlackText
{
    // A few of them, those with skin tones first.
    private static readonly (string Character, string Name)[] Emoji =
    [
        ("👍🏼", ":+1::skin-tone-3:"),
        ("👍", ":+1:"),
        ("🎉", ":tada:"),
        ("👋", ":wave:"),
        ("🖨️", ":printer:"),
        ("💯", ":100:"),
        ("✅", ":white_check_mark:"),
    ];

    /// <summary>The typed text, as in a message's <c>text</c>.</summary>
    public static string Of(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var kept = typed
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        foreach (var (character, name) in Emoji)
            kept = kept.Replace(character, name, StringComparison.Ordinal);
        // Text that only looks like a domain becomes a link as well.
        return Link()
            .Replace(
                kept,
                match =>
                    match.Value.Contains("://", StringComparison.Ordinal) ? $"<{match.Value}>" : $"<http://{match.Value}|{match.Value}>"
            );
    }

    [GeneratedRegex(
        @"https?://[^\s&]+|(?<![\w@./-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|zip)\b",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Link();
}
