using System.Text.Json;

namespace IiqBot.FakeSlack;

/// <summary>A message in a conversation, always with its current content.</summary>
public sealed class FakeMessage
{
    private readonly Lock _gate;
    private readonly List<(string Name, FakePerson? By)> _reactions = [];
    private readonly Dictionary<string, JsonElement> _unfurls = new(StringComparer.Ordinal);
    private JsonElement _content;
    private bool _isDeleted;
    private int _version = 1;

    internal FakeMessage(Lock gate, FakeChannel channel, string ts, FakePerson? author, FakePerson? onlyFor, JsonElement content)
    {
        (_gate, Channel, Ts, Author, OnlyFor, _content) = (gate, channel, ts, author, onlyFor, content);
        ThreadTs = content.Text("thread_ts");
    }

    /// <summary>Its channel.</summary>
    public FakeChannel Channel { get; }

    /// <summary>Its timestamp, which is its id in the channel.</summary>
    public string Ts { get; }

    /// <summary>The timestamp of the first message of its thread; null outside threads.</summary>
    public string? ThreadTs { get; }

    /// <summary>Who wrote it; null if the bot did.</summary>
    public FakePerson? Author { get; }

    /// <summary>The only person who sees it, for an ephemeral message; else null.</summary>
    public FakePerson? OnlyFor { get; }

    /// <summary>The id that its author's client gave it; the same in all its events.</summary>
    internal string ClientId { get; } = Guid.NewGuid().ToString();

    /// <summary>Files attached to it.</summary>
    public IReadOnlyList<FakeFile> Files { get; internal init; } = [];

    /// <summary>Whether only one person sees it.</summary>
    public bool IsEphemeral => OnlyFor is not null;

    /// <summary>The whole content as the bot sent it, with block and action ids filled in.</summary>
    public JsonElement Content => Read(() => _content);

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted => Read(() => _isDeleted);

    /// <summary>1 when posted, and 1 more for each change.</summary>
    public int Version => Read(() => _version);

    /// <summary><c>text</c>: what notifications read.</summary>
    public string Text => Content.Text("text") ?? "";

    /// <summary>The blocks; empty if it has none.</summary>
    public IReadOnlyList<JsonElement> Blocks => [.. Content.Items("blocks")];

    /// <summary>
    /// All that a person can read in it, in order: the texts and labels of the blocks, or <see cref="Text"/> if there are no blocks.
    /// </summary>
    public string Words => Blocks.Count > 0 ? Display.Words(Content.Property("blocks")!.Value) : Text;

    /// <summary>The reactions, with who reacted; null for the bot.</summary>
    public IReadOnlyList<(string Name, FakePerson? By)> Reactions => Read(() => (IReadOnlyList<(string, FakePerson?)>)[.. _reactions]);

    /// <summary>Link previews by URL.</summary>
    public IReadOnlyDictionary<string, JsonElement> Unfurls =>
        Read(() => (IReadOnlyDictionary<string, JsonElement>)new Dictionary<string, JsonElement>(_unfurls, StringComparer.Ordinal));

    internal void Replace(JsonElement content) => Write(() => _content = content);

    internal void Delete() => Write(() => _isDeleted = true);

    internal void Unfurl(string url, JsonElement preview) => Write(() => _unfurls[url] = preview);

    /// <returns>False if this person had already added this reaction.</returns>
    internal bool React(string name, FakePerson? by) =>
        Read(() =>
        {
            if (_reactions.Contains((name, by)))
                return false;
            _reactions.Add((name, by));
            return true;
        });

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private void Write(Action change)
    {
        lock (_gate)
        {
            change();
            _version++;
        }
    }
}
