using System.Text.Json;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>Where blocks are shown.</summary>
internal enum Surface
{
    Message,
    Modal,
    Home,
}

/// <summary>One check of a set of blocks: its errors, and what must be counted across the blocks.</summary>
internal sealed class BlockCheck(Surface surface)
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _blockIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _actionIds = new(StringComparer.Ordinal);
    private bool _hasFocus;

    public Surface Surface { get; } = surface;

    /// <summary>The errors, each with a JSON pointer, as Slack gives it in <c>response_metadata.messages</c>.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The number of characters that people read in all blocks together.</summary>
    public int Characters { get; private set; }

    public bool HasInput { get; private set; }

    public void Fail(string at, string what) => _errors.Add($"[ERROR] {what} [json-pointer:{at}]");

    public void Read(string text) => Characters += Shape.Length(text);

    /// <summary>A new block starts: its id must be unique in the message or view, and its action ids in the block.</summary>
    public void Begin(JsonElement block, string at)
    {
        _actionIds.Clear();
        HasInput |= block.Text("type") == "input";
        if (block.Text("block_id") is { } id && !_blockIds.Add(id))
            Fail(at + "/block_id", $"`block_id` {id} already exists for another block");
    }

    public void See(JsonElement element, string at)
    {
        if (element.Text("action_id") is { } id && !_actionIds.Add(id))
            Fail(at + "/action_id", $"`action_id` {id} already exists for another element of the block");
        if (!element.IsTrue("focus_on_load"))
            return;
        if (_hasFocus)
            Fail(at + "/focus_on_load", "only one element may be focused on load");
        _hasFocus = true;
    }
}
