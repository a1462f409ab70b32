using System.Collections.Frozen;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>The kinds of small talk.</summary>
public enum SmallTalkKind
{
    /// <summary>A greeting.</summary>
    Hello,

    /// <summary>Thanks.</summary>
    Thanks,

    /// <summary>Agreement.</summary>
    Fine,

    /// <summary>A farewell.</summary>
    Bye,
}

/// <summary>Recognizes lines that have only greetings, thanks or farewells.</summary>
internal static class SmallTalkWords
{
    private const int MostWords = 8;

    private static readonly FrozenDictionary<string, SmallTalkKind>.AlternateLookup<ReadOnlySpan<char>> Heads = Table(
            (SmallTalkKind.Thanks, "thanks thank thx ty thankyou gracias cheers 🙏 ❤️ ❤"),
            (SmallTalkKind.Hello, "hello hi hey hiya hola howdy greetings morning afternoon evening buenos buenas 👋"),
            (SmallTalkKind.Bye, "bye goodbye adiós adios ciao see"),
            (SmallTalkKind.Fine, "ok okay okey k good great perfect cool awesome nice"),
            (SmallTalkKind.Fine, "👍 👍🏻 👍🏼 👍🏽 👍🏾 👍🏿 👌 😊 🙂 😀 :+1: :thumbsup: :pray: :wave:")
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Others = new[]
    {
        "you",
        "both",
        "all",
        "so",
        "very",
        "much",
        "a",
        "lot",
        "lots",
        "many",
        "for",
        "the",
        "your",
        "that",
        "everyone",
        "everybody",
        "team",
        "there",
        "is",
        "anybody",
        "anyone",
        "day",
        "night",
        "tomorrow",
        "later",
        "soon",
        "have",
        "again",
        "bot",
        "and",
        "to",
        "then",
        "now",
        "job",
        "well",
        "done",
        "it's",
        "its",
        "fine",
        "sounds",
        "got",
        "it",
        "mate",
        "folks",
        "guys",
        "really",
        "appreciate",
        "appreciated",
        "mucho",
        "muchas",
        "días",
        "dias",
        "tardes",
        "luego",
        "hasta",
        "bueno",
    }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Asking = new[]
    {
        "what",
        "what's",
        "whats",
        "how",
        "how's",
        "is",
        "are",
        "was",
        "were",
        "why",
        "where",
        "where's",
        "who",
        "who's",
        "when",
        "did",
        "has",
        "have",
        "does",
        "see",
        "about",
        "re",
        "regarding",
        "help",
        "any",
        "the",
        "qué",
        "que",
        "cómo",
        "como",
        "cuándo",
        "cuando",
        "quién",
        "quien",
        "dónde",
        "donde",
    }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns the kind of a line that has only small talk; null for any other line.</summary>
    public static SmallTalkKind? KindOf(Words words)
    {
        if (words.Count > MostWords)
            return null;
        SmallTalkKind? kind = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Trim(".,!?;…");
            if (word.IsEmpty)
                continue;
            if (Heads.TryGetValue(word, out var said))
                kind = kind is null or SmallTalkKind.Fine ? said : kind;
            else if (!Others.Contains(word) && !(kind == SmallTalkKind.Thanks && word.Equals("help", StringComparison.OrdinalIgnoreCase)))
                return null;
        }

        return kind;
    }

    /// <summary>Whether a sentence only asks about something, according to its first word.</summary>
    public static bool AsksOnly(Words words) => Asking.Contains(words[0].Trim(".,!?;:"));

    private static FrozenDictionary<string, SmallTalkKind> Table(params (SmallTalkKind Kind, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Kind)))
            .ToFrozenDictionary(pair => pair.word, pair => pair.Kind, StringComparer.OrdinalIgnoreCase);
}
