using System.Text.RegularExpressions;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Reads what somebody wrote out of Slack's markup: mentions of the bot go, those of people become <c>@U…</c> until
/// <see cref="MentionedNames"/> knows their names, links become their address, and entities the characters they stand for
/// (docs.slack.dev, "Formatting message text").
/// </summary>
internal static partial class MessageText
{
    /// <summary>The text as it was meant.</summary>
    /// <param name="text">The text from Slack.</param>
    /// <param name="bot">The bot's own user id; null when it is not known, in which case no mention goes.</param>
    public static string Read(string? text, string? bot)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = text.Contains('<', StringComparison.Ordinal) ? Markup().Replace(text, match => Replacement(match, bot)) : text;
        return plain.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();
    }

    private static string Replacement(Match match, string? bot)
    {
        var (target, label) = (match.Groups["target"].Value, match.Groups["label"].Value);
        return target[0] switch
        {
            '@' when target.AsSpan(1).SequenceEqual(bot) => "",
            '@' => target, // a label, where old clients still write one, is a handle and not the name
            '!' => label.Length > 0 ? $"@{label.TrimStart('@')}" : target,
            '#' => label.Length > 0 ? $"#{label}" : target,
            _ when target.StartsWith("mailto:", StringComparison.Ordinal) || target.StartsWith("tel:", StringComparison.Ordinal) => label.Length > 0 ? label : target,
            _ => target,
        };
    }

    [GeneratedRegex(@"<(?<target>[^<>|\s][^<>|]*)(?:\|(?<label>[^<>]*))?>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}
