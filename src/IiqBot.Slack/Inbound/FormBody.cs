using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IiqBot.Slack.Inbound;

/// <summary>Reads <c>application/x-www-form-urlencoded</c>, the format of commands and interactions.</summary>
internal static class FormBody
{
    private const int MostFields = 64;

    /// <summary>Whether a request claims to be a form.</summary>
    public static bool IsForm(HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>The fields; null when the body is not text, has too many fields, or has a field twice.</summary>
    public static Dictionary<string, string>? Parse(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body).AsMemory()))
        {
            var (name, value) = (pair.DecodeName(), pair.DecodeValue());
            if (fields.Count == MostFields || !fields.TryAdd(name.ToString(), value.ToString()))
                return null;
        }

        return fields;
    }
}
