using System.Buffers;
using System.Text.RegularExpressions;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>A mark that says that a comment is for technicians only: <c>private: …</c>, <c>[internal] …</c>, <c>… (private)</c>.</summary>
internal static partial class PrivateMark
{
    private const int LeastMark = 6;
    private const int LongestMark = 15;
    private static readonly string[] Marks = ["private", "internal", "confidential"];

    // Every mark contains one of these, so most texts need no closer look.
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["priva", "intern", "confid", "only", "note", "nota", "public"],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Removes the mark.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TakeOff(string text, out string rest)
    {
        rest = text;
        if (MistypedMark(text) is > 0 and var length)
        {
            rest = text[length..].Trim();
            return true;
        }

        if (!text.AsSpan().ContainsAny(Hints))
            return false;
        var match = First().Match(text) is { Success: true } first ? first : Last().Match(text);
        if (!match.Success)
            return false;
        rest = text.Remove(match.Index, match.Length).Trim();
        return true;
    }

    // "Privat: call her" is a mark, too.
    private static int MistypedMark(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, LongestMark)).IndexOf(':');
        return end >= LeastMark && Marks.Any(mark => Slip.IsOne(text[..end], mark)) ? end + 1 : 0;
    }

    // "Private information leaked" is part of a sentence; only a separate mark counts.
    [GeneratedRegex(
        @"^\W{0,3}?(?:[(\[]\s*(?:private|internal|confidential|staff\s+only|privado|interno|privada|interna)(?:\s+(?:note|comment|nota))?\s*[)\]]\s*[:,-]?"
            + @"|(?:private(?:ly)?|internal(?:ly)?|confidential|note|staff\s+only|techs?\s+only|not?\s+public|privado|interno|privada|interna|nota)(?:\s+(?:note|comment|nota|only))?\s*(?::|\s[-–—]\s|,\s)"
            + @"|(?:private|internal|confidential|privado|interno)(?:[.!]|\s*\z)"
            + @"|(?:privately|internally)\b)\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex First();

    [GeneratedRegex(
        @"\s*(?:[(\[]\s*(?:private|internal|confidential|staff\s+only|privado|interno)(?:\s+(?:note|comment|only))?\s*[)\]]|[,–-]\s*(?:private|internal)(?:\s+(?:note|only))?)\s*[.!]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Last();
}
