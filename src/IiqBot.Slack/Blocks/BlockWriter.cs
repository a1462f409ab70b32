using System.Text.Json;

namespace IiqBot.Slack.Blocks;

/// <summary>Writes blocks and counts how many blocks and characters are left.</summary>
/// <param name="w">The writer, positioned inside the array of blocks.</param>
/// <param name="blocks">How many blocks are allowed.</param>
/// <param name="characters">How many characters the texts may have together.</param>
internal sealed class BlockWriter(Utf8JsonWriter w, int blocks, int characters)
{
    /// <summary>The underlying writer.</summary>
    public Utf8JsonWriter Json => w;

    /// <summary>How many more blocks fit.</summary>
    public int BlocksLeft { get; private set; } = blocks;

    /// <summary>How many more characters fit.</summary>
    public int CharactersLeft { get; private set; } = characters;

    /// <summary>Begins a block.</summary>
    public void Begin(ReadOnlySpan<byte> type, string? id = null)
    {
        BlocksLeft--;
        w.WriteStartObject();
        w.WriteString("type"u8, type);
        if (id is not null)
            w.WriteString("block_id"u8, id);
    }

    /// <summary>Ends a block.</summary>
    public void End() => w.WriteEndObject();

    /// <summary>A large line.</summary>
    public void Header(string text)
    {
        Begin("header"u8);
        Plain("text"u8, SafeText.Escape(text, BlockLimits.Header));
        End();
    }

    /// <summary>Running text as somebody wrote it. Slack parses no markup in it.</summary>
    public void Section(string text, int cap)
    {
        Begin("section"u8);
        Plain("text"u8, SafeText.Escape(text, Math.Min(cap, BlockLimits.Section), keepLines: true));
        End();
    }

    /// <summary>Small, quiet text.</summary>
    public void Context(string text, int cap)
    {
        Begin("context"u8);
        w.WriteStartArray("elements"u8);
        w.WriteStartObject();
        PlainBody(SafeText.Escape(text, Math.Min(cap, BlockLimits.Section), keepLines: true));
        w.WriteEndObject();
        w.WriteEndArray();
        End();
    }

    /// <summary>A plain text object under a name. The text must already be escaped.</summary>
    public void Plain(ReadOnlySpan<byte> name, string text)
    {
        w.WriteStartObject(name);
        PlainBody(text);
        w.WriteEndObject();
    }

    /// <summary>A run of rich text. Slack shows it as it is and parses nothing.</summary>
    public void Run(string text, bool isBold = false)
    {
        CharactersLeft -= text.Length;
        w.WriteStartObject();
        w.WriteString("type"u8, "text"u8);
        w.WriteString("text"u8, text);
        if (isBold)
        {
            w.WriteStartObject("style"u8);
            w.WriteBoolean("bold"u8, true);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    /// <summary>Begins an element of rich text, <c>rich_text_section</c> or <c>rich_text_quote</c>.</summary>
    public void BeginRuns(ReadOnlySpan<byte> type)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, type);
        w.WriteStartArray("elements"u8);
    }

    /// <summary>Ends an element of rich text.</summary>
    public void EndRuns()
    {
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private void PlainBody(string text)
    {
        CharactersLeft -= text.Length;
        w.WriteString("type"u8, "plain_text"u8);
        w.WriteString("text"u8, text);
        w.WriteBoolean("emoji"u8, false); // ":fire:" stays as written
    }
}
