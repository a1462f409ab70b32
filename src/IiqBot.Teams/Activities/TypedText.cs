using System.Net;
using System.Text.RegularExpressions;

namespace IiqBot.Teams.Activities;

/// <summary>
/// What a person typed: the bot's own mention is taken out, other people's mentions become their names, and what Teams adds
/// of HTML, non-breaking spaces and direction marks goes.
/// </summary>
internal static partial class TypedText
{
    /// <summary>Stands where a mention was, until the gap is closed.</summary>
    private const string Removed = "\u0001";

    /// <summary>Whether the bot is mentioned.</summary>
    public static bool MentionsBot(Activity activity) => MentionsOfBot(activity).Any();

    /// <summary>The typed line; empty when nothing but a mention was typed.</summary>
    public static string Of(Activity activity)
    {
        var text = activity.Text ?? "";
        foreach (var mention in MentionsOfBot(activity))
        {
            // Clients write the tag differently in the text and in the entity, so its content is compared as well.
            if (!string.IsNullOrEmpty(mention.Text)) text = text.Replace(mention.Text, Removed, StringComparison.OrdinalIgnoreCase);
            if (!string.IsNullOrEmpty(mention.Mentioned!.Name)) text = WithoutMention(text, mention.Mentioned.Name);
        }
        if (text.Contains(Removed, StringComparison.Ordinal)) text = Gap().Replace(text, " ");
        if (text.Contains('<'))
        {
            text = LineBreak().Replace(text, "\n");
            text = Tag().Replace(text, "");
        }
        if (text.Contains('&')) text = WebUtility.HtmlDecode(text);
        return Invisible().Replace(text, "").Replace('\u00a0', ' ').Trim();
    }

    private static IEnumerable<Entity> MentionsOfBot(Activity activity) =>
        (activity.Entities ?? []).OfType<Entity>().Where(entity =>
            string.Equals(entity.Type, "mention", StringComparison.OrdinalIgnoreCase)
            && !string.IsNullOrEmpty(entity.Mentioned?.Id)
            && entity.Mentioned.Id == activity.Recipient?.Id);

    private static string WithoutMention(string text, string name) =>
        Mention().Replace(text, match => WebUtility.HtmlDecode(match.Groups["name"].Value).Trim() == name ? Removed : match.Value);

    [GeneratedRegex("<at(\\s[^<>]*)?>(?<name>[^<>]*)</at>", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex("(\\s|&nbsp;)*\u0001(\\s|&nbsp;|\u0001)*", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Gap();

    [GeneratedRegex("<br\\s*/?>|</(p|div|li)\\s*>", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LineBreak();

    /// <summary>Only tags that Teams writes: a person may well type an angle bracket.</summary>
    [GeneratedRegex("</?(at|p|div|span|b|strong|i|em|u|s|code|pre|a|ul|ol|li|blockquote|img)(\\s[^<>]*)?/?>", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    /// <summary>Direction marks and isolates, the zero width space and the byte order mark.</summary>
    [GeneratedRegex("[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]", RegexOptions.NonBacktracking)]
    private static partial Regex Invisible();
}
