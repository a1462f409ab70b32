using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using IiqBot.Core.Model;
using Payload = IiqBot.Slack.Inbound.Json;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// What a button carries: its verb as <c>action_id</c> and its arguments as JSON in <c>value</c>. An entry of an overflow menu has only a
/// short value, so verb and arguments share it. Both come back through Slack's clients, so the bot does not trust them.
/// </summary>
internal static class ActionValue
{
    /// <summary>Separates the name from the rest of an id, which only tells apart two elements of one block with the same verb.</summary>
    private const char Suffix = '#';

    /// <summary>Room for an id and its name.</summary>
    private const int Reserve = 60;

    /// <summary>The most characters that one character can take, as in <c>\u0026</c>.</summary>
    private const int LongestEscape = 6;

    /// <summary>Texts are never cut below this length, which is the length of an id. A shorter value is not text.</summary>
    private const int ShortestText = 40;

    /// <summary>The id of links. Slack reports a press on a link although the bot has nothing to do.</summary>
    public const string Link = "link";

    /// <summary>The id of overflow menus. Their entries name the verb.</summary>
    public const string Menu = "menu";

    /// <summary>The argument that names the draft with the full arguments.</summary>
    public const string Draft = "_draft";

    /// <summary>Makes an id that no other element of the block has.</summary>
    public static string Unique(string id, ISet<string> taken)
    {
        var unique = id;
        for (var i = 2; !taken.Add(unique); i++)
            unique = $"{id}{Suffix}{i}";
        return unique;
    }

    /// <summary>The verb in an element's id, or the name of a link or menu.</summary>
    public static string NameIn(string actionId) => actionId.Split(Suffix, 2)[0];

    // Letters of all scripts stay unescaped, because Slack counts characters. Characters with a meaning in HTML stay escaped, because some
    // clients send them back as entities.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Whether the unshortened arguments fit into a button's value, with room for one more id.</summary>
    public static bool Fits(Arguments arguments) =>
        arguments.Values.Sum(pair => pair.Key.Length + pair.Value.Length + 6) * LongestEscape <= BlockLimits.ButtonValue - Reserve
        || Json(arguments).Length <= BlockLimits.ButtonValue - Reserve;

    /// <summary>
    /// Writes arguments as a button's value. If they are too long, it shortens what people wrote and marks that, but never ids or
    /// references to files. If those alone are too long, the value names only the draft with the full arguments, or nothing: with half of
    /// them a press could mean something else.
    /// </summary>
    public static string Write(Arguments arguments)
    {
        while (true)
        {
            var value = Json(arguments);
            if (value.Length <= BlockLimits.ButtonValue)
                return value;
            var texts = arguments
                .Values.Where(pair => pair.Key != ArgumentNames.MessageAttachments && pair.Value.Length > ShortestText)
                .ToList();
            if (texts.Count == 0)
                return Json(Arguments.None.With(Draft, arguments[Draft]));
            arguments = arguments.With(Arguments.Incomplete, "true");
            var (longest, text) = texts.MaxBy(pair => pair.Value.Length);
            arguments = arguments.With(longest, SafeText.Plain(text, text.Length * 9 / 10));
        }
    }

    /// <summary>Writes verb and arguments as the value of a menu entry; null when they are too long.</summary>
    public static string? WriteEntry(string verb, Arguments arguments)
    {
        var entry = new StringBuilder(verb);
        foreach (var (name, value) in arguments.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            entry
                .Append(entry.Length == verb.Length ? '?' : '&')
                .Append(Uri.EscapeDataString(name))
                .Append('=')
                .Append(Uri.EscapeDataString(value));
        return entry.Length <= BlockLimits.OptionValue ? entry.ToString() : null;
    }

    /// <summary>Reads the arguments in a button's value; none when the value is something else.</summary>
    public static Arguments Read(string? value)
    {
        if (value is null || Payload.Parse(value) is not { } json)
            return Arguments.None;
        return Arguments.From(
            json.EnumerateObject()
                .Where(member => member.Value.ValueKind == JsonValueKind.String)
                .Take(50)
                .Select(member => KeyValuePair.Create(member.Name, Payload.Text(json, member.Name) ?? ""))
        );
    }

    /// <summary>Reads verb and arguments from the value of a menu entry.</summary>
    public static (string Verb, Arguments Arguments) ReadEntry(string value)
    {
        var parts = value.Replace("&amp;", "&", StringComparison.Ordinal).Split('?', 2);
        var arguments = parts.Length == 1 ? [] : parts[1].Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2);
        return (
            parts[0],
            Arguments.From(arguments.Select(pair => KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1]))))
        );
    }

    private static string Json(Arguments arguments)
    {
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Readable))
        {
            w.WriteStartObject();
            foreach (var (name, value) in arguments.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                w.WriteString(name, value);
            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
