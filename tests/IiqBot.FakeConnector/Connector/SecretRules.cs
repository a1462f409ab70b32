using System.Text.Json;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// What must never be in anything that several people can read. It is searched for in every byte of every request to a shared conversation.
/// </summary>
internal sealed class SecretRules(ViolationList violations)
{
    private readonly List<string> _secrets = [];
    private readonly Lock _gate = new();
    private int _checked;

    /// <summary>How many requests to shared conversations were searched.</summary>
    public int Checked => Volatile.Read(ref _checked);

    public void Add(string secret)
    {
        lock (_gate)
            _secrets.Add(secret);
    }

    /// <summary>Searches a body: its names and texts as they are, and unescaped, however often they are JSON inside JSON.</summary>
    public void Check(string call, FakeConversation conversation, JsonElement body)
    {
        if (conversation.Kind == ConversationKind.Personal)
            return;
        string[] secrets;
        lock (_gate)
            secrets = [.. _secrets];
        Interlocked.Increment(ref _checked);
        var texts = TextsIn(body).Append(body.GetRawText()).ToList();
        foreach (var secret in secrets.Where(secret => texts.Exists(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase))))
            violations.Add($"{call}: a conversation that others read was sent \"{secret}\": {body.GetRawText()}");
    }

    private static IEnumerable<string> TextsIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => TextsIn(property.Value).Prepend(property.Name)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsIn),
            JsonValueKind.String => [value.GetString()!, Uri.UnescapeDataString(value.GetString()!), .. TextsIn(value.GetString()!)],
            _ => [],
        };

    private static IEnumerable<string> TextsIn(string text)
    {
        if (text.Length < 2 || text[0] is not ('{' or '[' or '"'))
            return [];
        try
        {
            return [.. TextsIn(JsonDocument.Parse(text).RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
