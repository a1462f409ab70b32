using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.Fuzz.Tests.Requests;

/// <summary>Changes requests as a forged or broken client would, always in the same way for the same seed.</summary>
internal sealed class Mutator(Random random)
{
    /// <summary>
    /// Stands for a value that a JSON tree cannot hold, until the tree is text. Its characters are from the private-use area.
    /// </summary>
    private const string Marker = "\uE0F0";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    /// <summary>A number below the limit.</summary>
    public int Below(int limit) => random.Next(limit);

    /// <summary>One of these values.</summary>
    public T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>The text of a JSON tree after a few mutations, sometimes none.</summary>
    public string Mutate(JsonObject content)
    {
        var tree = (JsonObject)content.DeepClone();
        for (var left = random.Next(4); left > 0; left--)
            Change(tree);
        return Fill(tree.ToJsonString(Plain));
    }

    /// <summary>The same for a form, whose fields are the members.</summary>
    public string MutateForm(JsonObject content)
    {
        var tree = (JsonObject)content.DeepClone();
        for (var left = random.Next(4); left > 0; left--)
            Change(tree);
        return Request.FormOf(tree);
    }

    /// <summary>A body whose bytes are sometimes changed.</summary>
    public byte[] Spoil(byte[] body)
    {
        if (random.Next(8) != 0 || body.Length == 0)
            return body;
        var at = random.Next(body.Length);
        return random.Next(5) switch
        {
            0 => body[..at],
            1 => [.. body[..at], (byte)random.Next(256), .. body[(at + 1)..]],
            2 => [.. body[..at], 0xFF, 0xED, 0xA0, 0x80, .. body[at..]],
            3 => [.. body[..at], .. body[at..], .. body[at..]],
            _ => [.. body[..at], .. "%ff%zz%ed%a0%80&="u8, .. body[at..]],
        };
    }

    private void Change(JsonNode tree)
    {
        var place = Any(Nodes(tree).Where(node => node is not JsonValue).ToList());
        switch (place)
        {
            case JsonObject { Count: > 0 } members:
                Change(members, Any(members.Select(member => member.Key).ToList()));
                break;
            case JsonArray { Count: > 0 } items:
                Change(items, random.Next(items.Count));
                break;
            case JsonObject empty:
                empty[OddValues.Name(random)] = Odd();
                break;
            case JsonArray empty:
                empty.Add(Odd());
                break;
        }
    }

    private void Change(JsonObject members, string name)
    {
        switch (random.Next(6))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members[OddValues.Name(random)] = Odd();
                break;
            case 2:
                var moved = members[name];
                members.Remove(name);
                members[random.Next(2) == 0 ? OddValues.Name(random) : Raw(@"""\ud800""")] = moved;
                break;
            case 3 when members[name] is JsonValue value && value.TryGetValue<string>(out var text):
                members[name] = OddValues.Changed(text, random);
                break;
            default:
                members[name] = Odd();
                break;
        }
    }

    private void Change(JsonArray items, int at)
    {
        switch (random.Next(4))
        {
            case 0:
                items.RemoveAt(at);
                break;
            case 1:
                var many = random.Next(300);
                for (var i = 0; i < many; i++)
                    items.Add(items[at]?.DeepClone());
                break;
            default:
                items[at] = Odd();
                break;
        }
    }

    private JsonValue? Odd()
    {
        var odd = OddValues.Value(random);
        return odd.IsRaw ? JsonValue.Create(Raw(odd.Text)) : JsonValue.Create(odd.Text);
    }

    private static string Raw(string json) => Marker + Convert.ToHexString(Encoding.UTF8.GetBytes(json)) + Marker;

    private static string Fill(string text)
    {
        for (
            var start = text.IndexOf(Marker, StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf(Marker, start, StringComparison.Ordinal)
        )
        {
            var end = text.IndexOf(Marker, start + 1, StringComparison.Ordinal);
            var raw = Encoding.UTF8.GetString(Convert.FromHexString(text.AsSpan(start + 1, end - start - 1)));
            // Including the quotation marks around it.
            text = string.Concat(text.AsSpan(0, start - 1), raw, text.AsSpan(end + 2));
        }

        return text;
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) =>
        node switch
        {
            JsonObject members => members
                .Where(member => member.Value is not null)
                .SelectMany(member => Nodes(member.Value!))
                .Prepend(node),
            JsonArray items => items.OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
            _ => [node],
        };
}
