using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Client;

/// <summary>
/// What Teams makes of typed input: a text, which contains only words, and an HTML copy, which contains everything. A picked emoji is also
/// an image beside it, at an address that only Teams can read (reported by two bots; no documentation).
/// </summary>
internal sealed class ComposedMessage
{
    private const string EmojiAddress = "https://statics.teams.cdn.office.net/evergreen-assets/personal-expressions/v2/assets/emoticons";

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _html = new();
    private readonly List<JsonObject> _images = [];
    private string _quote = "";

    public ComposedMessage(IEnumerable<Typed> pieces)
    {
        foreach (var piece in pieces)
            Add(piece);
    }

    /// <summary>The plain text.</summary>
    public string Text => _text.ToString();

    /// <summary>The images of the emojis.</summary>
    public IEnumerable<JsonObject> Images => _images;

    /// <summary>The HTML copy.</summary>
    /// <param name="first">HTML to put before it.</param>
    public string Html(string first = "") => $"{_quote}<div>{first}{_html}</div>";

    /// <summary>In the HTML copy, a mention has its own tag.</summary>
    private static string Html(Typed.Words words) =>
        WebUtility
            .HtmlEncode(words.Text)
            .ReplaceLineEndings("</div>\n<div>")
            .Replace(
                "&lt;at&gt;",
                """<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="1">""",
                StringComparison.Ordinal
            )
            .Replace("&lt;/at&gt;", "</span>", StringComparison.Ordinal);

    private void Add(Typed piece)
    {
        switch (piece)
        {
            case Typed.Words words:
                _text.Append(words.Text);
                _html.Append(Html(words));
                break;
            case Typed.Emoji emoji:
                var address = $"{EmojiAddress}/{emoji.Id}/default/20_f.png";
                _images.Add(new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = address });
                _html.Append(
                    CultureInfo.InvariantCulture,
                    $"""<img itemscope="" itemid="{emoji.Id}" itemtype="http://schema.skype.com/Emoji" src="{address}" alt="{emoji.Character}">"""
                );
                break;
            case Typed.Link link:
                _text.Append(link.Label);
                _html.Append(
                    CultureInfo.InvariantCulture,
                    $"""<a href="{WebUtility.HtmlEncode(link.Target.AbsoluteUri)}" rel="noreferrer noopener" target="_blank">{WebUtility.HtmlEncode(link.Label)}</a>"""
                );
                break;
            case Typed.Bullets bullets:
                _text.AppendJoin(' ', bullets.Items);
                _html
                    .Append("</div>\n<ul>\n")
                    .AppendJoin("\n", bullets.Items.Select(item => $"<li>{WebUtility.HtmlEncode(item)}</li>"))
                    .Append("\n</ul>\n<div>");
                break;
            case Typed.Quote quote:
                _quote = $"""
                    <blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1700000000000">
                    <strong itemprop="mri" itemid="8:orgid">{WebUtility.HtmlEncode(
                        quote.Author
                    )}</strong><span itemprop="time" itemid="1700000000000"></span>
                    <p itemprop="preview">{WebUtility.HtmlEncode(quote.Text)}</p>
                    </blockquote>
                    """;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(piece));
        }
    }
}
