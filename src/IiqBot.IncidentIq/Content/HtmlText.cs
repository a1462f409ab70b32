using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace IiqBot.IncidentIq.Content;

/// <summary>
/// Converts between HTML and plain text. Incident IQ stores descriptions and comments as HTML (docs/reference/incident-iq-tickets.md,
/// "Members of a ticket"; docs/reference/incident-iq-changes.md, "Adding an activity"); people in a chat read and write plain text.
/// </summary>
internal static class HtmlText
{
    /// <summary>
    /// More tags than any description that a person writes; the rest is dropped. The limit counts tags instead of characters: an
    /// inline picture is long but harmless, while the parser's time grows with the square of the nesting depth.
    /// </summary>
    private const int MaxTags = 2_000;

    /// <summary>Returns the text with its line breaks, without scripts, styles and pictures.</summary>
    public static string ToPlain(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (!LooksLikeHtml(html))
            return Tidy(WebUtility.HtmlDecode(html));

        using var document = new HtmlParser().ParseDocument(UpToMaxTags(html));
        var text = new StringBuilder();
        if (document.Body is { } body)
            Write(body, text);
        return Tidy(text.ToString());
    }

    /// <summary>Returns HTML that shows exactly these characters and line breaks.</summary>
    public static string FromPlain(string text) =>
        string.Join("<br>", text.ReplaceLineEndings("\n").Trim().Split('\n').Select(WebUtility.HtmlEncode));

    private static string UpToMaxTags(string html)
    {
        var tags = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            if (++tags > MaxTags)
                return html[..at];
        }

        return html;
    }

    private static bool LooksLikeHtml(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            if (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!')
                return true;
        }

        return false;
    }

    // Not recursive: hostile HTML can be nested deeper than the stack.
    private static void Write(INode root, StringBuilder text)
    {
        var node = root.FirstChild;
        while (node is not null && node != root)
        {
            if (node is IText words)
                AppendCollapsed(text, words.Data);
            else
                Open(node, text);

            if (node.HasChildNodes && !IsUnread(node))
            {
                node = node.FirstChild;
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
                if (node is not null && node != root && IsBlock(node))
                    BreakLine(text);
            }

            if (node is not null && node != root)
                node = node.NextSibling;
        }
    }

    private static void Open(INode node, StringBuilder text)
    {
        if (node.NodeName is "BR")
            text.Append('\n');
        else if (IsBlock(node) && !IsUnread(node))
            BreakLine(text);

        if (node.NodeName is "LI")
            text.Append("• ");
        if (node.NodeName is "TD" or "TH" && node.PreviousSibling is not null)
            AppendCollapsed(text, " ");
    }

    private static bool IsBlock(INode node) =>
        node.NodeName
            is "P"
                or "DIV"
                or "LI"
                or "UL"
                or "OL"
                or "TR"
                or "TABLE"
                or "BLOCKQUOTE"
                or "PRE"
                or "H1"
                or "H2"
                or "H3"
                or "H4"
                or "H5"
                or "H6"
                or "SECTION"
                or "ARTICLE"
                or "HR";

    private static bool IsUnread(INode node) => node.NodeName is "SCRIPT" or "STYLE" or "TEMPLATE" or "HEAD" or "TITLE";

    private static void BreakLine(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }

    private static void AppendCollapsed(StringBuilder text, string words)
    {
        foreach (var c in words)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!isSpace)
                text.Append(c);
            else if (text.Length > 0 && !char.IsWhiteSpace(text[^1]))
                text.Append(' ');
        }
    }

    private static string Tidy(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
