using System.Globalization;

namespace IiqBot.Fuzz.Tests.Requests;

/// <summary>Values that often break programs.</summary>
internal static class OddValues
{
    private static readonly string[] Texts =
    [
        "",
        " ",
        "\n",
        "0",
        "-1",
        "null",
        "true",
        "undefined",
        "NaN",
        "../../etc/passwd",
        "..%2f..%2f",
        "=1+1",
        "<at>x</at>",
        "<!channel>",
        "<@U0000000000>",
        "\u202Egnp.exe",
        "\0",
        "\u001B[31m",
        "\uFEFF",
        "👍🏽",
        "e\u0301\u0323\u0327",
        "ﷺ",
        "İı",
        "𝒳",
        "%00",
        "%s%n",
        "{0}",
        "${jndi:ldap://x}",
        "'; DROP TABLE inbox; --",
        "00000000-0000-0000-0000-000000000000",
        "https://169.254.169.254/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "9999-12-31",
        "1e400",
    ];

    private static readonly string[] Raws =
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "50.5",
        "1e400",
        "12345678901234567890123",
        "{}",
        "[]",
        "[[[]]]",
        """{"a":1,"a":2}""",
        """[null,null]""",
        @"""\ud800""",
        @"""\udc00\ud800""",
        @"""\u0000""",
        @"{""\ud800"":""x""}",
        """{"type":"message"}""",
        """[{"type":"mention"}]""",
    ];

    private static readonly string[] Names =
    [
        "",
        "id",
        "type",
        "text",
        "value",
        "name",
        "user",
        "channel",
        "_verb",
        "_form",
        "__proto__",
        "ticketId",
        "author",
        "action",
        "data",
        "\u202E",
        "a.b",
        "$type",
        "ÅngstrÖm",
    ];

    /// <summary>A text, or JSON of another kind.</summary>
    public static (string Text, bool IsRaw) Value(Random random) =>
        random.Next(6) switch
        {
            0 or 1 => (Any(Raws, random), true),
            2 => (Nested(random), true),
            3 => (Long(random), false),
            _ => (Any(Texts, random), false),
        };

    /// <summary>A member name.</summary>
    public static string Name(Random random) => random.Next(12) == 0 ? Long(random) : Any(Names, random);

    /// <summary>A text with something inserted, removed or repeated many times.</summary>
    public static string Changed(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(4) switch
        {
            0 => text[..at],
            1 => text[..at] + Any(Texts, random) + text[at..],
            2 => string.Concat(Enumerable.Repeat(text + " ", random.Next(1, 40))),
            _ => text + " " + Lines.Any(random),
        };
    }

    private static string Nested(Random random)
    {
        var depth = random.Next(1, 200);
        return random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("""{"a":""", depth)) + "1" + new string('}', depth);
    }

    // Mostly short, because most of the time should go into shapes and not into bytes.
    private static string Long(Random random)
    {
        var unit = random.Next(3) == 0 ? random.Next(100_000).ToString(CultureInfo.InvariantCulture) : Any(Texts, random) + "q";
        var length = random.Next(20) == 0 ? 240_000 : random.Next(5_000);
        return string.Concat(Enumerable.Repeat(unit, 1 + length / unit.Length));
    }

    private static T Any<T>(T[] all, Random random) => all[random.Next(all.Length)];
}
