using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using IiqBot.Core.Model;
using Payload = IiqBot.Slack.Inbound.Json;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// What a button carries: its verb as <c>action_id</c>, and its arguments as JSON in <c>value</c>. An entry of an overflow menu
/// has a short value only, so verb and arguments share it. Both come back through Slack's clients and are read with distrust.
/// </summary>
internal static class ActionValue
{
    /// <summary>What sets apart two elements of one block with the same verb; the rest of the id means nothing.</summary>
    private const char Suffix = '#';

    /// <summary>What an id with its name takes.</summary>
    private const int Reserve = 60;

    /// <summary>What one character takes at most, written as <c>\u0026</c>.</summary>
    private const int LongestEscape = 6;

    /// <summary>A text is not made shorter than this, the length of an id: what is as short as that is no text.</summary>
    private const int ShortestText = 40;

    /// <summary>The id of links, which Slack reports when they are pressed although they ask for nothing.</summary>
    public const string Link = "link";

    /// <summary>The id of overflow menus, whose entries name the verb.</summary>
    public const string Menu = "menu";

    /// <summary>The argument that says where all of them are kept in full.</summary>
    public const string Draft = "_draft";

    /// <summary>An id that no other element of the block has.</summary>
    public static string Unique(string id, ISet<string> taken)
    {
        var unique = id;
        for (var i = 2; !taken.Add(unique); i++)
            unique = $"{id}{Suffix}{i}";
        return unique;
    }

    /// <summary>The verb, or the name of a link or menu, in an element's id.</summary>
    public static string NameIn(string actionId) => actionId.Split(Suffix, 2)[0];

    // Letters of all scripts stand for themselves, for Slack counts characters; what HTML knows stays escaped, for some clients send it
    // back as an entity.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Whether arguments are short enough for a button's value as they are, with room for one more id.</summary>
    public static bool Fits(Arguments arguments) =>
        arguments.Values.Sum(pair => pair.Key.Length + pair.Value.Length + 6) * LongestEscape <= BlockLimits.ButtonValue - Reserve
        || Json(arguments).Length <= BlockLimits.ButtonValue - Reserve;

    /// <summary>
    /// Arguments as a button's value. When they are too long what somebody wrote is shortened, and said to be; ids and references to files
    /// never. When those
    /// alone are too many, only where they are kept in full goes along, or nothing: with some of them a press could mean something else.
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

    /// <summary>Verb and arguments as the value of a menu's entry; null when they are too long for one.</summary>
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

    /// <summary>Arguments in a button's value; none when it holds nothing of the kind.</summary>
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

    /// <summary>Verb and arguments in the value of a menu's entry.</summary>
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
