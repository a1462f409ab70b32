using System.Net;
using System.Text;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing;

namespace IiqBot.Teams.Activities;

/// <summary>
/// Extracts the words from Teams' markup in one pass. Lines stay lines, a link's address follows its label, a picked emoji becomes its
/// character, and a mention of the bot becomes an <see cref="Address.Mention"/>.
/// </summary>
internal sealed class Markup
{
    private const string EmojiType = "schema.skype.com/Emoji";
    private const string MentionType = "schema.skype.com/Mention";
    private const string ReplyType = "schema.skype.com/Reply";
    private const int LongestEmoji = 64;
    private const int LongestLink = 2000;

    private readonly StringBuilder _words = new();
    private readonly IReadOnlySet<string> _bot;
    private readonly bool _isHtml;
    private string? _href;
    private int _link = -1;
    private int _mention = -1;
    private int _quote = -1;
    private int _quotes;
    private int _asTyped;

    private Markup(bool isHtml, IReadOnlySet<string> bot) => (_isHtml, _bot) = (isHtml, bot);

    /// <summary>Returns the words.</summary>
    /// <param name="text">The markup.</param>
    /// <param name="isHtml">Whether all of it is HTML; otherwise it is typed text that may contain tags and angle brackets.</param>
    /// <param name="bot">The bot's names in mentions.</param>
    public static string Read(string text, bool isHtml, IReadOnlySet<string> bot)
    {
        if (!isHtml && !text.AsSpan().ContainsAny('<', '&'))
            return text;
        var markup = new Markup(isHtml, bot);
        markup.ReadAll(text);
        return markup._words.ToString();
    }

    private void ReadAll(ReadOnlySpan<char> rest)
    {
        while (rest.IndexOf('<') is >= 0 and var at)
        {
            Add(rest[..at]);
            rest = rest[at..];
            var tag = MarkupTag.At(rest);
            if (tag.Length > 0 && Take(tag))
            {
                rest = rest[tag.Length..];
                continue;
            }
            _words.Append('<');
            rest = rest[1..];
        }
        Add(rest);
    }

    /// <summary>Handles a tag; false when it is none that Teams writes.</summary>
    private bool Take(MarkupTag tag)
    {
        switch (tag.Kind)
        {
            case "br":
                _words.Append('\n');
                return true;
            case "blockquote":
                TakeQuote(tag);
                return true;
            case "pre":
                _asTyped = Math.Max(0, _asTyped + (tag.IsEnd ? -1 : 1));
                BeginLine();
                return true;
            case "p" or "div" or "li" or "ul" or "ol":
                BeginLine();
                return true;
            case "a":
                if (_link >= 0)
                    EndLink();
                if (!tag.IsEnd)
                    (_link, _href) = (_words.Length, tag.Value("href"));
                return true;
            case "at" or "span":
                TakeMention(tag);
                return true;
            case "img":
                if (tag.Holds(EmojiType))
                    AddEmoji(tag);
                return true;
            case "b" or "strong" or "i" or "em" or "u" or "s" or "code":
                return true;
            case "emoji" when _isHtml:
                if (!tag.IsEnd)
                    AddEmoji(tag);
                return true;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "tr" or "table" or "hr" when _isHtml:
                BeginLine();
                return true;
            case "td" or "th" when _isHtml:
                if (tag.IsEnd)
                    _words.Append(' ');
                return true;
            default:
                return _isHtml;
        }
    }

    /// <summary>Somebody else wrote the quotation in a reply. Teams leaves it out of the plain text, too.</summary>
    private void TakeQuote(MarkupTag tag)
    {
        if (_quote >= 0)
            _quotes += tag.IsEnd ? -1 : 1;
        else if (_isHtml && !tag.IsEnd && tag.Holds(ReplyType))
            (_quote, _quotes) = (_words.Length, 1);
        BeginLine();
        if (_quote < 0 || _quotes > 0)
            return;
        _words.Length = Math.Min(_quote, _words.Length); // overlapping elements may have removed more
        (_quote, _link, _mention) = (-1, -1, -1);
    }

    private void TakeMention(MarkupTag tag)
    {
        if (!tag.IsEnd)
        {
            if (tag.Kind == "at" || tag.Holds(MentionType))
                _mention = _words.Length;
            return;
        }
        if (_mention < 0)
            return;
        var name = From(ref _mention, out var start).Replace('\u00a0', ' ');
        if (!_bot.Contains(name))
            return;
        _words.Length = start;
        _words.Append(Address.Mention);
    }

    private void EndLink()
    {
        var label = From(ref _link, out var start);
        if (_href is not { Length: <= LongestLink } target || !IsWeb(target))
            return;
        // The title of a ticket's page says less than its address.
        if (label.Length == 0 || TicketReference.FromWord(target) is not null)
        {
            _words.Length = start;
            _words.Append(target);
        }
        else if (!Bare(label).Equals(Bare(target), StringComparison.OrdinalIgnoreCase))
        {
            _words.Append(" (").Append(target).Append(')');
        }
    }

    /// <summary>The text since the start of an element that ends now. Overlapping elements may have removed some of it.</summary>
    private string From(ref int begun, out int start)
    {
        start = Math.Min(begun, _words.Length);
        begun = -1;
        return _words.ToString(start, _words.Length - start).Trim();
    }

    private void AddEmoji(MarkupTag tag)
    {
        if (tag.Value("alt") is { Length: <= LongestEmoji } character)
            _words.Append(character);
    }

    private void BeginLine()
    {
        if (_words.Length > 0 && _words[^1] != '\n')
            _words.Append('\n');
    }

    private void Add(ReadOnlySpan<char> text)
    {
        var start = _words.Length;
        if (_isHtml && _asTyped == 0)
            AddCollapsed(text);
        else
            _words.Append(text);
        if (!text.Contains('&'))
            return;
        var plain = WebUtility.HtmlDecode(_words.ToString(start, _words.Length - start));
        _words.Length = start;
        _words.Append(plain);
    }

    /// <summary>In HTML a line break in the source counts as a blank.</summary>
    private void AddCollapsed(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not (' ' or '\t' or '\r' or '\n'))
                _words.Append(c);
            else if (_words.Length > 0 && _words[^1] is not (' ' or '\n'))
                _words.Append(' ');
        }
    }

    private static bool IsWeb(string target) =>
        target.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>An address without its scheme, as people write it.</summary>
    private static ReadOnlySpan<char> Bare(string address) =>
        address.AsSpan(IsWeb(address) ? address.IndexOf("//", StringComparison.Ordinal) + 2 : 0).TrimEnd('/');
}
