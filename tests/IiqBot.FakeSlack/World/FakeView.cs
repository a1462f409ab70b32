using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>A person's modal or App Home, always with its current content and the person's input.</summary>
public sealed class FakeView
{
    private readonly Lock _gate;
    private readonly Dictionary<(string BlockId, string ActionId), JsonNode?> _entered = [];
    private JsonElement _content;
    private string _hash = "";
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>(StringComparer.Ordinal);
    private int _version;

    internal FakeView(Lock gate, string id, FakePerson person, FakeView? previous)
    {
        (_gate, Id, Person, Previous) = (gate, id, person, previous);
        Root = previous?.Root ?? this;
    }

    /// <summary>The id, such as <c>V0000000A1</c>.</summary>
    public string Id { get; }

    /// <summary>Who has it open.</summary>
    public FakePerson Person { get; }

    /// <summary>The view below it in the stack; null for the first one.</summary>
    public FakeView? Previous { get; }

    /// <summary>The first view of the stack.</summary>
    public FakeView Root { get; }

    /// <summary>The view as the bot sent it, with block and action ids filled in.</summary>
    public JsonElement Content => Read(() => _content);

    /// <summary>Changes with each change of the view.</summary>
    public string Hash => Read(() => _hash);

    /// <summary>1 when first shown, and 1 more for each change.</summary>
    public int Version => Read(() => _version);

    /// <summary>The errors shown under inputs, by block id.</summary>
    public IReadOnlyDictionary<string, string> Errors => Read(() => _errors);

    /// <summary>Whether it is still open (a Home always is).</summary>
    public bool IsOpen { get; internal set; } = true;

    /// <summary><c>callback_id</c>; empty if none.</summary>
    public string CallbackId => Content.Text("callback_id") ?? "";

    /// <summary><c>private_metadata</c>; empty if none.</summary>
    public string PrivateMetadata => Content.Text("private_metadata") ?? "";

    /// <summary>The title's text; empty for a Home.</summary>
    public string Title => Content.Text("title", "text") ?? "";

    /// <summary>The blocks.</summary>
    public IReadOnlyList<JsonElement> Blocks => [.. Content.Items("blocks")];

    /// <summary>All that a person can read in it, in order.</summary>
    public string Words => Display.Words(Content.Property("blocks") ?? default);

    internal bool IsHome => Content.Text("type") == "home";

    /// <summary>Takes new content. Input stays if the block and action ids stay the same, as in Slack.</summary>
    internal void Show(JsonElement content, string hash)
    {
        lock (_gate)
        {
            _content = content;
            _hash = hash;
            _version++;
            _errors = new Dictionary<string, string>(StringComparer.Ordinal);
            var standing = Controls.All(content).Select(c => (c.BlockId, c.ActionId)).ToHashSet();
            foreach (var gone in _entered.Keys.Where(key => !standing.Contains(key)).ToArray())
                _entered.Remove(gone);
        }
    }

    internal void ShowErrors(IReadOnlyDictionary<string, string> errors)
    {
        lock (_gate)
        {
            _errors = errors;
        }
    }

    internal void Enter(Control control, JsonNode? value)
    {
        lock (_gate)
        {
            _entered[(control.BlockId, control.ActionId)] = value;
        }
    }

    /// <summary>The value of a control: the person's input, or its initial value, or null.</summary>
    internal JsonNode? Entered(Control control)
    {
        lock (_gate)
        {
            return _entered.TryGetValue((control.BlockId, control.ActionId), out var value) ? value?.DeepClone() : control.InitialValue();
        }
    }

    /// <summary><c>state.values</c>: each input, by block and action id.</summary>
    internal JsonObject State()
    {
        var values = new JsonObject();
        foreach (var control in Controls.All(Content).Where(c => c.HasState))
        {
            if (values[control.BlockId] is not JsonObject block)
                values[control.BlockId] = block = [];
            block[control.ActionId] = control.StateOf(Entered(control));
        }

        return new JsonObject { ["values"] = values };
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
