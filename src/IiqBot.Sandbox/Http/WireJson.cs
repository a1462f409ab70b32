using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IiqBot.Sandbox.Http;

/// <summary>How answers are written: PascalCase, nulls left out or, by setting, zero guids and 0001 dates in their place.</summary>
internal static class WireJson
{
    // Kept for the whole process: each set of options learns the shapes anew, which is slow.
    private static readonly JsonSerializerOptions Plain = Make(zeroQuirks: false);
    private static readonly Lazy<JsonSerializerOptions> WithZeroes = new(() => Make(zeroQuirks: true));

    public static JsonSerializerOptions Options(bool zeroQuirks) => zeroQuirks ? WithZeroes.Value : Plain;

    private static JsonSerializerOptions Make(bool zeroQuirks)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        if (zeroQuirks)
            resolver.Modifiers.Add(WriteZeroes);
        return new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new SiteTimeConverter(), new UtcTimeConverter() },
            TypeInfoResolver = resolver,
        };
    }

    private static void WriteZeroes(JsonTypeInfo type)
    {
        if (type.Type == typeof(Envelope))
            return;
        foreach (var property in type.Properties)
        {
            object? zero =
                property.PropertyType == typeof(Guid?) ? Guid.Empty
                : property.PropertyType == typeof(SiteTime?) ? default(SiteTime)
                : null;
            if (zero is null || property.Get is not { } get)
                continue;
            property.Get = owner => get(owner) ?? zero;
            property.ShouldSerialize = static (_, _) => true;
        }
    }
}
