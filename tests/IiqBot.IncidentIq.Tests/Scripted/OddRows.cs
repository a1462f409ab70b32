using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Tests.Scripted;

/// <summary>
/// Rows made from the wire types: a good one, and for each member, including members of nested records, one row per odd value.
/// </summary>
internal static class OddRows
{
    public static readonly Guid Good = Guid.Parse("99999999-0000-0000-0000-000000000001");
    public static readonly Guid Bad = Guid.Parse("99999999-0000-0000-0000-000000000002");

    // One answer with all of them would be larger than the client reads.
    private const int RowsOfAnAnswer = 500;

    private static readonly string[] Values =
    [
        "null",
        "\"\"",
        "\"text\"",
        "\"\\ud83d\"",
        "\"50.5\"",
        "\"false\"",
        "0",
        "-1",
        "50.5",
        "1e400",
        "99999999999999999999",
        "true",
        "false",
        "[]",
        "[null]",
        "[[1]]",
        "[\"text\"]",
        "{}",
        """{"UserId":7,"Name":[],"IsDeleted":{}}""",
        "\"0001-01-01T00:00:00\"",
        "\"2026-02-31\"",
    ];

    /// <summary>The rows of several answers of a list: invalid rows, odd rows, and the good one at the end.</summary>
    public static IEnumerable<string> Items(Type row) =>
        Odd(row)
            .Chunk(RowsOfAnAnswer)
            .Select(odd => $"[null,0,true,\"\",\"text\",[],[null],{{}},{string.Join(',', odd)},{Sample(row, Good).ToJsonString()}]");

    /// <summary>Records in which one member is odd or missing.</summary>
    public static IEnumerable<string> Odd(Type row) => Odd(Sample(row, Bad), []);

    public static JsonObject Sample(Type type, Guid id) =>
        new(MembersOf(type).Select(member => KeyValuePair.Create(NameOf(member), ValueOf(member.PropertyType, member.Name, id))));

    private static IEnumerable<string> Odd(JsonObject record, string[] path)
    {
        var at = path.Aggregate(record, (parent, name) => parent[name]!.AsObject());
        foreach (var name in at.Select(member => member.Key).ToList())
        {
            foreach (var value in Values.Append(null))
            {
                // As text, because no JSON node can hold a lone surrogate.
                var copy = record.DeepClone().AsObject();
                var inner = path.Aggregate(copy, (parent, step) => parent[step]!.AsObject());
                inner[name] = "@here@";
                if (value is null)
                    inner.Remove(name);
                yield return copy.ToJsonString().Replace("\"@here@\"", value, StringComparison.Ordinal);
            }

            if (path.Length == 0 && at[name] is JsonObject)
                foreach (var odd in Odd(record, [name]))
                    yield return odd;
        }
    }

    private static JsonNode? ValueOf(Type type, string name, Guid id)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsArray)
            return new JsonArray(ValueOf(plain.GetElementType()!, name, id));
        if (plain == typeof(Guid))
            return (name == "ProductId" ? Good : id).ToString();
        if (name == "TicketNumber")
            return id == Good ? "T-1" : "T-2";
        if (plain == typeof(string))
            return name == "Email" ? "text@maplewood.example" : "text";
        if (plain == typeof(bool))
            return name == "IsActive";
        return plain.IsPrimitive ? 1 : Sample(plain, id);
    }

    private static IEnumerable<PropertyInfo> MembersOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.CanWrite && member.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static string NameOf(PropertyInfo member) => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? member.Name;
}
