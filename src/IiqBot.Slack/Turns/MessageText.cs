using System.Text;
using System.Text.RegularExpressions;
using IiqBot.Core.Model;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Reads text out of Slack's markup. It removes mentions of the bot, turns mentions of people into <c>@U…</c> until
/// <see cref="MentionedNames"/> knows their names, turns links into label and address, and replaces emoji names and entities with their
/// characters (docs.slack.dev, "Formatting message text").
/// </summary>
internal static partial class MessageText
{
    /// <summary>The most characters that Slack keeps of a message (docs.slack.dev, chat.postMessage, "Truncating content").</summary>
    private const int Longest = 40_000;

    /// <summary>How many words may precede a ticket's link that says which ticket a command is about: "attach this to …".</summary>
    private const int CommandWords = 3;

    /// <summary>The plain text.</summary>
    /// <param name="text">The text from Slack.</param>
    /// <param name="bot">The bot's own user id; null when unknown, and then no mention is removed.</param>
    /// <param name="mention">What replaces a mention of the bot; null for nothing.</param>
    public static string Read(string? text, string? bot, char? mention = null)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > Longest)
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        var plain = text.Contains('<', StringComparison.Ordinal) ? WithoutMarkup(text, bot, mention) : EmojiNames.Replace(text);
        return plain
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Trim();
    }

    private static string WithoutMarkup(string text, string? bot, char? mention)
    {
        var plain = new StringBuilder(text.Length);
        var at = 0;
        foreach (Match match in Markup().Matches(text))
        {
            plain.Append(EmojiNames.Replace(text[at..match.Index]));
            var (target, label) = (match.Groups["target"].Value, EmojiNames.Replace(match.Groups["label"].Value));
            plain.Append(target.AsSpan(1).SequenceEqual(bot) && target[0] == '@' ? mention?.ToString() : Replacement(target, label, plain));
            at = match.Index + match.Length;
        }

        return plain.Append(EmojiNames.Replace(text[at..])).ToString();
    }

    private static string Replacement(string target, string label, StringBuilder before) =>
        target[0] switch
        {
            '@' => target, // old clients add a label, but it is a handle and not the name
            '!' when target.StartsWith("!date^", StringComparison.Ordinal) => label,
            '!' => label.Length > 0 ? $"@{label.TrimStart('@')}" : target,
            '#' => label.Length > 0 ? $"#{label}" : target,
            _ when label.Length == 0 => target,
            _ when target.StartsWith("mailto:", StringComparison.Ordinal) || target.StartsWith("tel:", StringComparison.Ordinal) => label,
            _ when Same(label, target) => target,
            _ when Same(label, WithoutScheme(target)) => label, // Slack itself makes a link of "report.zip"
            _ when TicketReference.FromWord(target) is not null && WordsIn(before) <= CommandWords => target,
            _ => $"{label} ({target})",
        };

    private static bool Same(string one, string other) =>
        one.AsSpan().TrimEnd('/').Equals(other.AsSpan().TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string WithoutScheme(string address) =>
        address.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? address[(at + 3)..] : address;

    private static int WordsIn(StringBuilder text) => text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(
        @"<(?<target>[^<>|\s][^<>|]*)(?:\|(?<label>[^<>]*))?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Markup();
}
