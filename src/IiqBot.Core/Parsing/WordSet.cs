using System.Collections.Frozen;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>A set of words, in any case.</summary>
/// <param name="words">The words, separated by spaces.</param>
internal sealed class WordSet(string words)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words = words
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is one of them.</summary>
    public bool Has(ReadOnlySpan<char> word) => _words.Contains(word);
}

/// <summary>A table of words and their meanings, in any case.</summary>
/// <typeparam name="T">The type of the meanings.</typeparam>
/// <param name="rows">Each meaning with its words, separated by spaces.</param>
internal sealed class WordTable<T>(params (T Meaning, string Words)[] rows)
{
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _words = rows.SelectMany(row =>
            row.Words.Split(' ').Select(word => (word, row.Meaning))
        )
        .ToFrozenDictionary(pair => pair.word, pair => pair.Meaning, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks up the meaning of a word.</summary>
    public bool Find(ReadOnlySpan<char> word, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T meaning) =>
        _words.TryGetValue(word, out meaning);
}
