using System.Buffers;
using System.Text;
using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Renders neutral cards and forms as Block Kit messages and views, straight to the writer. It knows no feature, keeps no state, makes no
/// calls and stays within <see cref="BlockLimits"/>.
/// </summary>
internal static class BlockKitRenderer
{
    /// <summary>Writes <c>text</c> and <c>blocks</c> of a message. Notifications and old clients show the text.</summary>
    public static void WriteMessage(Utf8JsonWriter w, Card card)
    {
        w.WriteString("text"u8, SafeText.Escape(card.Summary, BlockLimits.Fallback));
        w.WriteStartArray("blocks"u8);
        CardBlocks.Write(new BlockWriter(w, BlockLimits.MessageBlocks, BlockLimits.MessageCharacters), card);
        w.WriteEndArray();
    }

    /// <summary>Writes <c>text</c> and one block for a message of one sentence.</summary>
    public static void WriteSentence(Utf8JsonWriter w, string sentence)
    {
        w.WriteString("text"u8, SafeText.Escape(sentence, BlockLimits.Fallback));
        w.WriteStartArray("blocks"u8);
        new BlockWriter(w, BlockLimits.MessageBlocks, BlockLimits.MessageCharacters).Section(sentence, BlockLimits.Fallback);
        w.WriteEndArray();
    }

    /// <summary>Writes the preview of a link.</summary>
    public static void WritePreview(Utf8JsonWriter w, Card card)
    {
        w.WriteStartObject();
        w.WriteStartArray("blocks"u8);
        CardBlocks.Write(new BlockWriter(w, BlockLimits.MessageBlocks, BlockLimits.MessageCharacters), card);
        w.WriteEndArray();
        w.WriteString("fallback"u8, SafeText.Escape(card.Summary, BlockLimits.Fallback));
        w.WriteEndObject();
    }

    /// <summary>Writes a modal that shows a card.</summary>
    public static void WriteCardView(Utf8JsonWriter w, Card card, string metadata) =>
        WriteView(w, Texts.ViewTitle, metadata, blocks => CardBlocks.Write(blocks, card));

    /// <summary>Writes a modal that shows a sentence.</summary>
    public static void WriteSentenceView(Utf8JsonWriter w, string sentence, string metadata) =>
        WriteView(w, Texts.ViewTitle, metadata, blocks => blocks.Section(sentence, BlockLimits.Section));

    /// <summary>Writes a Home tab.</summary>
    public static void WriteHome(Utf8JsonWriter w, Card card)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "home"u8);
        w.WriteStartArray("blocks"u8);
        CardBlocks.Write(new BlockWriter(w, BlockLimits.ViewBlocks, BlockLimits.ViewCharacters), card);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>Writes a modal that shows a form.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="form">The form.</param>
    /// <param name="metadata">The metadata that comes back with the answers; its verb is also the <c>callback_id</c>.</param>
    public static void WriteForm(Utf8JsonWriter w, Form form, string metadata)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "modal"u8);
        w.WriteString("callback_id"u8, form.Verb);
        w.WriteString("private_metadata"u8, metadata);
        var blocks = new BlockWriter(w, BlockLimits.ViewBlocks, BlockLimits.ViewCharacters);
        blocks.Plain("title"u8, SafeText.Escape(form.Title, BlockLimits.ViewTitle));
        blocks.Plain("submit"u8, SafeText.Escape(form.Submit, BlockLimits.ViewTitle));
        blocks.Plain("close"u8, Texts.Cancel);
        w.WriteStartArray("blocks"u8);
        FormBlocks.Write(blocks, form);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>Returns the written JSON as bytes.</summary>
    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var w = new Utf8JsonWriter(buffer);
        write(w);
        w.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Returns the written JSON as text.</summary>
    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write).Span);

    private static void WriteView(Utf8JsonWriter w, string title, string metadata, Action<BlockWriter> write)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "modal"u8);
        w.WriteString("private_metadata"u8, metadata);
        var blocks = new BlockWriter(w, BlockLimits.ViewBlocks, BlockLimits.ViewCharacters);
        blocks.Plain("title"u8, SafeText.Escape(title, BlockLimits.ViewTitle));
        blocks.Plain("close"u8, Texts.Close);
        w.WriteStartArray("blocks"u8);
        write(blocks);
        w.WriteEndArray();
        w.WriteEndObject();
    }
}
