using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>Writes texts as RichTextBlock and TextRun, which show them literally (see <see cref="PlainText"/>).</summary>
internal static class RichText
{
    /// <summary>A block of one run.</summary>
    public static void WriteBlock(Utf8JsonWriter w, string text, Look look = Look.Plain, Tone tone = Tone.Neutral, string? spacing = null)
    {
        WriteBlockStart(w, spacing);
        WriteRun(w, text, look, tone);
        WriteBlockEnd(w);
    }

    /// <summary>Begins a block of several runs.</summary>
    public static void WriteBlockStart(Utf8JsonWriter w, string? spacing = null)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "RichTextBlock"u8);
        if (spacing is not null)
            w.WriteString("spacing"u8, spacing);
        w.WriteStartArray("inlines"u8);
    }

    /// <summary>Ends a block of several runs.</summary>
    public static void WriteBlockEnd(Utf8JsonWriter w)
    {
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>Writes one run with its text as it is. A run without a look may be a plain string (Adaptive Cards 1.2).</summary>
    public static void WriteRun(Utf8JsonWriter w, string text, Look look = Look.Plain, Tone tone = Tone.Neutral)
    {
        if (look == Look.Plain && tone == Tone.Neutral)
        {
            w.WriteStringValue(text);
            return;
        }
        w.WriteStartObject();
        w.WriteString("type"u8, "TextRun"u8);
        w.WriteString("text"u8, text);
        if (look.HasFlag(Look.Large))
            w.WriteString("size"u8, "large"u8);
        if (look.HasFlag(Look.Small))
            w.WriteString("size"u8, "small"u8);
        if (look.HasFlag(Look.Bold))
            w.WriteString("weight"u8, "bolder"u8);
        if (look.HasFlag(Look.Subtle))
            w.WriteBoolean("isSubtle"u8, true);
        if (tone != Tone.Neutral)
            w.WriteString("color"u8, Color(tone));
        w.WriteEndObject();
    }

    /// <summary>
    /// Writes a heading. Only a TextBlock can be a heading for a screen reader, but it reads Markdown. A title that contains Markdown
    /// therefore becomes a large bold text.
    /// </summary>
    public static void WriteHeading(Utf8JsonWriter w, string line)
    {
        if (!PlainText.IsInert(line))
        {
            WriteBlock(w, line, Look.Large | Look.Bold);
            return;
        }
        w.WriteStartObject();
        w.WriteString("type"u8, "TextBlock"u8);
        w.WriteString("text"u8, line);
        w.WriteString("style"u8, "heading"u8);
        w.WriteString("size"u8, "large"u8);
        w.WriteString("weight"u8, "bolder"u8);
        w.WriteBoolean("wrap"u8, true);
        w.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Color(Tone tone) =>
        tone switch
        {
            Tone.Accent => "accent"u8,
            Tone.Good => "good"u8,
            Tone.Warning => "warning"u8,
            _ => "attention"u8,
        };
}
