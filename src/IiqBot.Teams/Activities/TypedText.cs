using System.Buffers;
using System.Net;
using System.Text.Json;
using IiqBot.Core.Parsing;

namespace IiqBot.Teams.Activities;

/// <summary>
/// The text that a person typed. It comes from the HTML that Teams attaches to a message, because only that has links, lists and picked
/// emoji, or else from the plain text. It drops the words that address the bot, non-breaking spaces and direction marks, and replaces other
/// people's mentions with their names.
/// </summary>
internal static class TypedText
{
    private const string Html = "text/html";
    private const string MentionTag = "<at";

    /// <summary>How many spellings of a mention without a tag to look for.</summary>
    private const int MostPlainMentions = 10;

    /// <summary>
    /// Direction marks and isolates, the zero width space, the byte order mark, and the non-breaking space, which becomes an ordinary one.
    /// </summary>
    private static readonly SearchValues<char> Unwanted = SearchValues.Create(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00a0"
    );

    /// <summary>Whether the message mentions the bot.</summary>
    public static bool MentionsBot(Activity activity) => MentionsOfBot(activity).Any();

    /// <summary>The typed line; empty when it is only a mention.</summary>
    public static AddressedLine Of(Activity activity)
    {
        var bot = NamesOfBot(activity);
        return Address.Read(FromHtml(activity, bot) ?? FromText(activity, bot), activity.Recipient?.Name);
    }

    private static string? FromHtml(Activity activity, HashSet<string> bot)
    {
        foreach (var attachment in activity.Attachments ?? [])
        {
            if (attachment is not { ContentType: Html, Content.ValueKind: JsonValueKind.String })
                continue;
            var words = Clean(Markup.Read(attachment.Content.GetString()!, isHtml: true, bot));
            return string.IsNullOrWhiteSpace(words) ? null : words;
        }
        return null;
    }

    private static string FromText(Activity activity, HashSet<string> bot)
    {
        var text = activity.Text ?? "";
        foreach (var plain in PlainMentions(activity))
            text = text.Replace(plain, $"{Address.Mention}", StringComparison.OrdinalIgnoreCase);
        return Clean(Markup.Read(text, isHtml: false, bot));
    }

    /// <summary>Clients write a mention differently in the text and in the entity, so the comparison uses the inner text of each.</summary>
    private static HashSet<string> NamesOfBot(Activity activity)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var mention in MentionsOfBot(activity))
        {
            if (mention.Mentioned!.Name is { Length: > 0 } name)
                names.Add(name.Trim());
            if (mention.Text is { Length: > 0 } text && Within(text) is { Length: > 0 } written)
                names.Add(written);
        }
        return names;
    }

    private static IEnumerable<string> PlainMentions(Activity activity) =>
        MentionsOfBot(activity)
            .Select(mention => mention.Text ?? "")
            .Where(text => text.Length > 0 && !text.StartsWith(MentionTag, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostPlainMentions);

    private static string Within(string mention)
    {
        var start = mention.IndexOf('>', StringComparison.Ordinal) + 1;
        var end = mention.IndexOf('<', start);
        return WebUtility.HtmlDecode(end < 0 ? mention[start..] : mention[start..end]).Trim();
    }

    private static IEnumerable<Entity> MentionsOfBot(Activity activity) =>
        (activity.Entities ?? [])
            .OfType<Entity>()
            .Where(entity =>
                string.Equals(entity.Type, "mention", StringComparison.OrdinalIgnoreCase)
                && !string.IsNullOrEmpty(entity.Mentioned?.Id)
                && entity.Mentioned.Id == activity.Recipient?.Id
            );

    private static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Unwanted))
            return text;
        var length = 0;
        var clean = new char[text.Length];
        foreach (var c in text)
        {
            if (c == '\u00a0')
                clean[length++] = ' ';
            else if (!Unwanted.Contains(c))
                clean[length++] = c;
        }
        return new string(clean, 0, length);
    }
}
