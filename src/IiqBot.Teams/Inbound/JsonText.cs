using System.Buffers.Text;
using System.Text.Unicode;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// Checks that JSON contains only valid text: no bytes that are not UTF-8, and no escape that is half a surrogate pair. It checks a whole
/// document once; otherwise each reader of a name or a value could throw.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6; // \u0000

    public static bool IsWellFormed(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && !HasHalfPair(json);

    private static bool HasHalfPair(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json = json[at..];
            if (UnitOf(json) is not { } unit)
            {
                json = json[Math.Min(2, json.Length)..]; // another escape; an escaped backslash starts none
                continue;
            }

            json = json[EscapeLength..];
            if (!char.IsSurrogate(unit))
                continue;
            if (char.IsLowSurrogate(unit) || UnitOf(json) is not { } second || !char.IsLowSurrogate(second))
                return true;
            json = json[EscapeLength..];
        }
        return false;
    }

    private static char? UnitOf(ReadOnlySpan<byte> json)
    {
        if (json.Length < EscapeLength || !json.StartsWith("\\u"u8))
            return null;
        return Utf8Parser.TryParse(json[2..EscapeLength], out ushort unit, out var read, 'x') && read == 4 ? (char)unit : null;
    }
}
