using System.Collections.Frozen;
using System.Text;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// The emoji that Slack writes as names: <c>:tada:</c>, <c>:+1::skin-tone-3:</c>. Unknown names, such as a workspace's own, and times of
/// day stay as they are.
/// </summary>
internal static class EmojiNames
{
    private const string SkinTone = ":skin-tone-";
    private const int LongestName = 100;
    private static readonly Lazy<FrozenDictionary<string, Emoji>> Known = new(Read);

    /// <summary>Replaces names with characters.</summary>
    public static string Replace(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf(':', at) is >= 0 and var start && text.IndexOf(':', start + 1) is >= 0 and var end)
        {
            if (Find(text, start, end) is { } emoji)
            {
                result.Append(text, at, start - at).Append(emoji.In(text, end + 1, out at));
            }
            else
            {
                result.Append(text, at, end - at); // its second colon may start another name
                at = end;
            }
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The character for a name; null if the name is unknown.</summary>
    public static string? Find(string name) => Known.Value.GetValueOrDefault(name)?.Character;

    private static Emoji? Find(string text, int start, int end)
    {
        var name = text.AsSpan(start + 1, end - start - 1);
        if (name.Length is 0 or > LongestName)
            return null;
        if (!Known.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var emoji))
            return null;
        // "10:100:00" does not mean a hundred points, nor "00:ab:12" a blood type.
        var isDoubtful = name.Length <= 2 ? char.IsLetterOrDigit(name[0]) : !name.ContainsAnyExceptInRange('0', '9');
        return isDoubtful && (IsWord(text, start - 1) || IsWord(text, end + 1)) ? null : emoji;
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    private static FrozenDictionary<string, Emoji> Read()
    {
        using var resource = new StreamReader(typeof(EmojiNames).Assembly.GetManifestResourceStream("EmojiNames.txt")!);
        var known = new Dictionary<string, Emoji>(2_500, StringComparer.Ordinal);
        while (resource.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal) || line is "#")
                continue;
            var words = line.Split(' ');
            var emoji = new Emoji(words[0], words[1] == "*");
            foreach (var name in words.AsSpan(emoji.TakesSkinTone ? 2 : 1))
                known.Add(name, emoji);
        }

        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Emoji(string Character, bool TakesSkinTone)
    {
        /// <summary>The character, in the skin tone that follows at this position, and the position where the text continues.</summary>
        public string In(string text, int place, out int next)
        {
            var tone = text.AsSpan(place);
            var hasTone =
                TakesSkinTone
                && tone.StartsWith(SkinTone, StringComparison.Ordinal)
                && tone.Length >= SkinTone.Length + 2
                && tone[SkinTone.Length] is >= '2' and <= '6'
                && tone[SkinTone.Length + 1] == ':';
            next = hasTone ? place + SkinTone.Length + 2 : place;
            if (!hasTone)
                return Character;

            // The tone goes behind the first character, in place of the mark that asks for a picture.
            var first = Rune.GetRuneAt(Character, 0).Utf16SequenceLength;
            var modifier = new Rune(0x1F3FB + (tone[SkinTone.Length] - '2')).ToString();
            return string.Concat(Character.AsSpan(0, first), modifier, Character.AsSpan(first).TrimStart('\uFE0F'));
        }
    }
}
