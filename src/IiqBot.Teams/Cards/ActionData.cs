using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// The <c>data</c> of an action: <c>{"_verb": "…", "_form": "…", "argument": "text", …}</c>. The client merges the values of the inputs
/// into it. It contains the verb only in the Action.Submit of older clients, which has nothing but data; Action.Execute has a property for
/// it. Cards of the first version have it in both.
/// </summary>
internal static class ActionData
{
    /// <summary>The key of the verb.</summary>
    public const string VerbKey = "_verb";

    /// <summary>The key of a form's instance id; only in forms.</summary>
    public const string FormKey = Form.InstanceKey;

    /// <summary>Teams gives this key in data a meaning of its own, so no argument may use it.</summary>
    private const string TeamsKey = "msteams";

    private const int MaxNameLength = 100;
    private const int MaxArguments = 100;

    /// <summary>The data that came back.</summary>
    /// <param name="Verb">The verb.</param>
    /// <param name="Arguments">The arguments; a form's instance id is among them, under <see cref="FormKey"/>.</param>
    /// <param name="IsForm">Whether it is a submitted form.</param>
    public sealed record Parsed(string Verb, Arguments Arguments, bool IsForm);

    /// <summary>Sorts the arguments by name, so that equal cards are equal texts.</summary>
    public static KeyValuePair<string, string>[] Ordered(Arguments arguments)
    {
        var ordered = arguments.Values.ToArray();
        Array.Sort(ordered, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return ordered;
    }

    /// <summary>Writes the object, unless it would be empty.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="verb">The verb; null if the action itself has it.</param>
    /// <param name="formId">The form's instance id; null for a button.</param>
    /// <param name="arguments">The arguments.</param>
    public static void Write(Utf8JsonWriter w, string? verb, string? formId, ReadOnlySpan<KeyValuePair<string, string>> arguments)
    {
        if (verb is null && formId is null && arguments.IsEmpty)
            return;
        w.WriteStartObject("data"u8);
        if (verb is not null)
            w.WriteString(VerbKey, verb);
        if (formId is not null)
            w.WriteString(FormKey, formId);
        foreach (var (name, value) in arguments)
        {
            if (name is not (VerbKey or FormKey or TeamsKey))
                w.WriteString(name, value);
        }
        w.WriteEndObject();
    }

    /// <summary>The most bytes that <see cref="Write"/> produces.</summary>
    public static int Cost(string verb, ReadOnlySpan<KeyValuePair<string, string>> arguments)
    {
        var cost = 40 + SizeBudget.Cost(verb);
        foreach (var (name, value) in arguments)
            cost += 6 + SizeBudget.Cost(name) + SizeBudget.Cost(value);
        return cost;
    }

    /// <summary>
    /// Reads the data from a client; null when there is no verb. Numbers and booleans become text; other values that are not text are
    /// skipped. It never throws, because a client can send anything.
    /// </summary>
    /// <param name="data">The action's data.</param>
    /// <param name="verb">The verb of the action itself; null if it has none.</param>
    public static Parsed? Parse(JsonElement data, string? verb = null) =>
        ParseAnyway(data, verb) is { Verb.Length: > 0 } parsed ? parsed : null;

    /// <summary>The same, but with an empty verb, which no handler knows, when the data contain no valid verb.</summary>
    public static Parsed ParseAnyway(JsonElement data, string? verb = null)
    {
        var isForm = false;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in data.ValueKind == JsonValueKind.Object ? data.EnumerateObject() : default)
        {
            if (Read(property) is not var (name, value))
                continue;
            if (name == VerbKey)
            {
                verb = value;
                continue;
            }
            if (values.Count >= MaxArguments && !values.ContainsKey(name))
                continue;
            values[name] = value;
            isForm |= name == FormKey && value.Length > 0;
        }
        return new(string.IsNullOrWhiteSpace(verb) || verb.Length > MaxNameLength ? "" : verb, Arguments.From(values), isForm);
    }

    private static (string Name, string Value)? Read(JsonProperty property)
    {
        try
        {
            var value = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Number => property.Value.GetRawText(),
                _ => null,
            };
            return value is null || property.Name is not { Length: > 0 and <= MaxNameLength } name || name == TeamsKey
                ? null
                : (name, value);
        }
        catch (InvalidOperationException)
        {
            return null; // a half surrogate pair, written as an escape: valid JSON, but not text
        }
    }
}
