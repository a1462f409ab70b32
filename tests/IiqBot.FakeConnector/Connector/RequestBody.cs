using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Connector;

/// <summary>A complete JSON body.</summary>
internal sealed class RequestBody
{
    /// <summary>100 KB, counted in UTF-16 (docs/reference/teams.md, "Sizes").</summary>
    private const int LargestUtf16 = 100 * 1024;

    private RequestBody(JsonElement json, ConnectorAnswer? refusal) => (Json, Refusal) = (json, refusal);

    public JsonElement Json { get; }

    /// <summary>Why the body is invalid, or null.</summary>
    public ConnectorAnswer? Refusal { get; }

    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        if (request.ContentType is not { } type || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return Refuse(ConnectorAnswer.Error(415, "UnsupportedMediaType", "The body must be application/json."));
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, LargestUtf16));
        await request.Body.CopyToAsync(buffer);
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (Encoding.UTF8.GetCharCount(bytes.Span) * 2 > LargestUtf16)
            return Refuse(ConnectorAnswer.TooBig);
        try
        {
            var json = JsonDocument.Parse(bytes).RootElement;
            return json.ValueKind == JsonValueKind.Object
                ? new RequestBody(json, null)
                : Refuse(ConnectorAnswer.BadSyntax("The body is not a JSON object."));
        }
        catch (JsonException)
        {
            return Refuse(ConnectorAnswer.BadSyntax("The body is not valid JSON."));
        }
    }

    private static RequestBody Refuse(ConnectorAnswer answer) => new(default, answer);
}
