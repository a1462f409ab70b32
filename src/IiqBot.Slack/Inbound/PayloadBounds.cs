using System.Runtime.InteropServices;
using System.Text.Json;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// The limits of a payload. Slack never comes near them. Without them, somebody with a stolen signing secret could make the bot work on an
/// id as long as a whole body. The code that reads texts limits their length.
/// </summary>
internal static class PayloadBounds
{
    /// <summary>The longest id, name or type, in characters. Slack's longest are file names, with 255.</summary>
    public const int LongestName = 1024;

    /// <summary>The most bytes that one character takes in JSON, as an escape.</summary>
    private const int LongestCharacter = 6;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "id",
        "user",
        "team",
        "channel",
        "type",
        "subtype",
        "name",
        "username",
        "domain",
        "ts",
        "command",
        "tab",
    };

    /// <summary>Whether a payload is within the limits.</summary>
    public static bool Fits(JsonElement payload) =>
        payload.ValueKind switch
        {
            JsonValueKind.Object => payload
                .EnumerateObject()
                .All(member => Fits(member.Value) && (!IsLong(member.Value) || !IsName(member.Name))),
            JsonValueKind.Array => payload.EnumerateArray().All(Fits),
            _ => true,
        };

    /// <summary>Whether the ids or names of a form are short enough.</summary>
    public static bool AreShort(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text?.Length > LongestName)
                return false;
        }

        return true;
    }

    private static bool IsLong(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(value).Length > LongestName * LongestCharacter;

    private static bool IsName(string member) =>
        Names.Contains(member) || member.EndsWith("_id", StringComparison.Ordinal) || member.EndsWith("_ts", StringComparison.Ordinal);
}
