using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// Checks JSON against a schema, as far as the Adaptive Card schema uses JSON Schema (draft 6). An unknown keyword is an error and never
/// ignored. It looks only at alternatives that fit the <c>type</c> of an object: a general validator tries all of them, and again in each
/// fallback, which takes up to ten times as long and explains errors less well.
/// </summary>
internal sealed class SchemaRules(JsonElement schema)
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    private readonly FrozenDictionary<string, JsonElement> _definitions = schema
        .GetProperty("definitions")
        .EnumerateObject()
        .ToFrozenDictionary(definition => "#/definitions/" + definition.Name, definition => definition.Value, StringComparer.Ordinal);

    /// <summary>The first error, such as <c>$.body[0].weight: "Fat" is none of …</c>; null if there is none.</summary>
    public string? FirstError(JsonElement value) =>
        Check(schema, value, "$").FirstOrDefault() is { } error ? $"{error.Path}: {error.Problem}" : null;

    private IEnumerable<Error> Check(JsonElement rules, JsonElement value, string path) =>
        rules
            .EnumerateObject()
            .SelectMany(rule =>
                rule.Name switch
                {
                    "$ref" => Check(_definitions[rule.Value.GetString()!], value, path),
                    "allOf" => rule.Value.EnumerateArray().SelectMany(part => Check(part, value, path)),
                    "anyOf" => CheckAlternatives(rule.Value, value, path),
                    "type" => Require(IsOfKind(rule.Value.GetString(), value), path, $"{Shown(value)} is no {rule.Value}."),
                    "enum" => Require(
                        rule.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
                        path,
                        $"{Shown(value)} is none of {rule.Value.GetRawText()}."
                    ),
                    "pattern" => Require(
                        TextOf(value) is not { } text || Regex.IsMatch(text, rule.Value.GetString()!, RegexOptions.None, PatternLimit),
                        path,
                        $"{Shown(value)} does not match {rule.Value}."
                    ),
                    "format" => Require(
                        TextOf(value) is not { } text || Uri.TryCreate(text, KindOfUri(rule.Value.GetString()), out _),
                        path,
                        $"{Shown(value)} is no {rule.Value}."
                    ),
                    "required" => rule
                        .Value.EnumerateArray()
                        .SelectMany(name =>
                            Require(!IsObject(value) || value.TryGetProperty(name.GetString()!, out _), path, $"{name} is missing.")
                        ),
                    "properties" => PropertiesOf(value)
                        .SelectMany(property =>
                            rule.Value.TryGetProperty(property.Name, out var known)
                                ? Check(known, property.Value, $"{path}.{property.Name}")
                                : []
                        ),
                    "additionalProperties" => PropertiesOf(value)
                        .Where(property => !IsNamed(rules, property))
                        .SelectMany(property => CheckOther(rule.Value, property, path)),
                    "items" => value.ValueKind == JsonValueKind.Array
                        ? value.EnumerateArray().SelectMany((item, i) => Check(rule.Value, item, $"{path}[{i}]"))
                        : [],
                    "minItems" => Require(
                        value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
                        path,
                        $"there are less than {rule.Value}."
                    ),
                    "$schema"
                    or "id"
                    or "definitions"
                    or "description"
                    or "version"
                    or "features"
                    or "default"
                    or "example"
                    or "examples" => [],
                    _ => throw new NotSupportedException($"The schema has a keyword that is not known here: {rule.Name}."),
                }
            );

    private List<Error> CheckAlternatives(JsonElement alternatives, JsonElement value, string path)
    {
        List<List<Error>> failed = [];
        foreach (
            var alternative in alternatives
                .EnumerateArray()
                .Where(alternative => value.Text("type") is not { } type || MayBe(alternative, type))
        )
        {
            var errors = Check(alternative, value, path).ToList();
            if (errors.Count == 0)
                return [];
            failed.Add(errors);
        }
        // The alternative that matched furthest is the one that was meant.
        return failed.MaxBy(errors => errors[0].Path.Length) ?? [new(path, $"the schema knows no such thing: {Shown(value)}.")];
    }

    /// <summary>Whether rules allow objects with this <c>type</c>.</summary>
    private bool MayBe(JsonElement rules, string type)
    {
        if (rules.Property("$ref") is { } reference)
            return MayBe(_definitions[reference.GetString()!], type);
        if (rules.Property("properties")?.Property("type")?.Property("enum") is { } names)
            return names.EnumerateArray().Any(name => name.ValueEquals(type));
        return rules.Items("allOf").All(part => MayBe(part, type))
            && (rules.Property("anyOf") is null || rules.Items("anyOf").Any(part => MayBe(part, type)));
    }

    private IEnumerable<Error> CheckOther(JsonElement rule, JsonProperty property, string path) =>
        rule.ValueKind == JsonValueKind.False
            ? [new($"{path}.{property.Name}", "the schema knows no such property.")]
            : Check(rule, property.Value, $"{path}.{property.Name}");

    private static bool IsNamed(JsonElement rules, JsonProperty property) =>
        rules.Property("properties")?.TryGetProperty(property.Name, out _) == true;

    private static bool IsOfKind(string? kind, JsonElement value) =>
        kind switch
        {
            "object" => IsObject(value),
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => throw new NotSupportedException($"The schema has a type that is not known here: {kind}."),
        };

    private static UriKind KindOfUri(string? format) =>
        format switch
        {
            "uri" => UriKind.Absolute,
            "uri-reference" => UriKind.RelativeOrAbsolute,
            _ => throw new NotSupportedException($"The schema has a format that is not known here: {format}."),
        };

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ObjectEnumerator PropertiesOf(JsonElement value) => IsObject(value) ? value.EnumerateObject() : default;

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 100 } text ? text[..100] + "…" : value.GetRawText();

    private static IEnumerable<Error> Require(bool holds, string path, string problem) => holds ? [] : [new(path, problem)];

    private sealed record Error(string Path, string Problem);
}
