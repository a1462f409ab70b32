using System.Text.Json;

namespace IiqBot.Sandbox.Http;

/// <summary>A JSON object as it was sent. Names match in any case and unfit values count as missing, as with JSON.NET.</summary>
internal readonly record struct JsonBody(JsonElement Element)
{
    public bool IsGiven => Element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) =>
        Find(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    /// <summary>The guid of this name; zero counts as missing.</summary>
    public Guid? Id(string name) => Guid.TryParse(Text(name), out var id) && id != Guid.Empty ? id : null;

    public int? Int(string name) => int.TryParse(Text(name), out var number) ? number : null;

    public bool? Flag(string name) =>
        Find(name) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => null,
        };

    public JsonBody Object(string name) => Find(name) is { ValueKind: JsonValueKind.Object } found ? new(found) : default;

    public IReadOnlyList<JsonBody> List(string name) => Find(name) is { } found ? new JsonBody(found).Elements() : [];

    /// <summary>The objects of this array; empty where it is none.</summary>
    public IReadOnlyList<JsonBody> Elements() =>
        Element.ValueKind == JsonValueKind.Array ? [.. Element.EnumerateArray().Select(item => new JsonBody(item))] : [];

    public IReadOnlyList<Guid> Ids(string name) => [.. List(name).Select(item => item.AsId()).OfType<Guid>()];

    /// <summary>This element itself as a guid, where the body is a list of them.</summary>
    public Guid? AsId() => Element.ValueKind == JsonValueKind.String && Guid.TryParse(Element.GetString(), out var id) ? id : null;

    public string? AsText() => Element.ValueKind == JsonValueKind.String ? Element.GetString() : null;

    private JsonElement? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            return null;
        if (Element.TryGetProperty(name, out var exact))
            return exact;
        foreach (var property in Element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }
}
