using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Writes a card's elements. It uses only theme colours and container styles, so that light, dark and high contrast all work.
/// </summary>
internal static class ElementWriter
{
    private const int MaxName = 100;

    /// <summary>The longest name that fits its column without wrapping.</summary>
    private const int MaxColumnName = 16;

    /// <summary>The most bytes that an element needs when its texts are cut to this many characters.</summary>
    public static int Cost(CardElement element, int cap) =>
        element switch
        {
            CardElement.Paragraph paragraph => 180 + SizeBudget.Cost(paragraph.Text, cap),
            CardElement.Notice notice => 280 + SizeBudget.Cost(notice.Text, cap),
            CardElement.Badges badges => 80 + BadgeCost(badges.Items),
            CardElement.Facts facts => FactCost(facts.Items, cap),
            CardElement.Row row => RowWriter.Cost(row, cap),
            CardElement.Comment comment => 700
                + SizeBudget.Cost(comment.Author, MaxName)
                + SizeBudget.Cost(comment.When, MaxName)
                + SizeBudget.Cost(comment.Text, cap),
            _ => throw Unknown(element),
        };

    /// <summary>Writes an element, its texts cut to this many characters.</summary>
    public static void Write(Utf8JsonWriter w, CardElement element, int cap)
    {
        switch (element)
        {
            case CardElement.Paragraph paragraph:
                RichText.WriteBlock(w, PlainText.Lines(paragraph.Text, cap), paragraph.IsMuted ? Look.Subtle | Look.Small : Look.Plain);
                break;
            case CardElement.Notice notice:
                WriteNotice(w, PlainText.Lines(notice.Text, cap), notice.Tone);
                break;
            case CardElement.Badges badges:
                WriteBadges(w, badges.Items);
                break;
            case CardElement.Facts facts:
                WriteFacts(w, facts.Items, cap);
                break;
            case CardElement.Row row:
                RowWriter.Write(w, row, cap);
                break;
            case CardElement.Comment comment:
                WriteComment(w, comment, cap);
                break;
            default:
                throw Unknown(element);
        }
    }

    /// <summary>Writes a highlighted sentence in a box.</summary>
    public static void WriteNotice(Utf8JsonWriter w, string text, Tone tone)
    {
        WriteContainerStart(w, Style(tone));
        RichText.WriteBlock(w, Symbol(tone) + text);
        WriteContainerEnd(w);
    }

    /// <summary>Writes badges on one line that wraps. Each says in words what its colour means.</summary>
    public static void WriteBadges(Utf8JsonWriter w, IReadOnlyList<Badge> badges, Look look = Look.Bold)
    {
        if (badges.Count == 0)
            return;
        RichText.WriteBlockStart(w, "small");
        for (var i = 0; i < badges.Count; i++)
        {
            if (i > 0)
                RichText.WriteRun(w, "  ·  ", Look.Subtle);
            RichText.WriteRun(w, Symbol(badges[i].Tone) + PlainText.Line(badges[i].Text, MaxName), look, badges[i].Tone);
        }
        RichText.WriteBlockEnd(w);
    }

    /// <summary>The most bytes that badges need.</summary>
    public static int BadgeCost(IReadOnlyList<Badge> badges)
    {
        var cost = 0;
        foreach (var badge in badges)
            cost += 230 + SizeBudget.Cost(badge.Text, MaxName);
        return cost;
    }

    /// <summary>Begins a box.</summary>
    public static void WriteContainerStart(Utf8JsonWriter w, string? style)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "Container"u8);
        if (style is not null)
            w.WriteString("style"u8, style);
        w.WriteStartArray("items"u8);
    }

    /// <summary>Ends a box.</summary>
    public static void WriteContainerEnd(Utf8JsonWriter w)
    {
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter w, IReadOnlyList<Fact> facts, int cap)
    {
        var isTable = true;
        foreach (var fact in facts)
            isTable &= fact.Label.Length <= MaxColumnName;
        for (var i = 0; i < facts.Count; i++)
        {
            if (isTable)
                WriteFact(w, facts[i], cap, isFirst: i == 0);
            else
                WriteLongNamed(w, facts[i], cap, isFirst: i == 0);
        }
    }

    /// <summary>A name that is too long for its column starts the line, and the value follows it.</summary>
    private static void WriteLongNamed(Utf8JsonWriter w, Fact fact, int cap, bool isFirst)
    {
        RichText.WriteBlockStart(w, isFirst ? "medium" : "small");
        RichText.WriteRun(w, PlainText.Line(fact.Label, MaxName), Look.Bold);
        RichText.WriteRun(w, " – " + PlainText.Lines(fact.Value, cap));
        RichText.WriteBlockEnd(w);
    }

    /// <summary>
    /// Writes a name and its value side by side. It is not a FactSet, because that reads Markdown. Each fact has its own row, so that a
    /// screen reader says each name with its value and a long value wraps beside its name.
    /// </summary>
    private static void WriteFact(Utf8JsonWriter w, Fact fact, int cap, bool isFirst)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "ColumnSet"u8);
        w.WriteString("spacing"u8, isFirst ? "medium"u8 : "small"u8);
        w.WriteStartArray("columns"u8);
        WriteColumn(w, "105px", PlainText.Line(fact.Label, MaxName), Look.Subtle);
        WriteColumn(w, "stretch", PlainText.Lines(fact.Value, cap), Look.Plain);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter w, string width, string text, Look look)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "Column"u8);
        w.WriteString("width"u8, width);
        w.WriteStartArray("items"u8);
        RichText.WriteBlock(w, text, look);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static int FactCost(IReadOnlyList<Fact> facts, int cap)
    {
        var cost = 0;
        foreach (var fact in facts)
            cost += 420 + SizeBudget.Cost(fact.Label, MaxName) + SizeBudget.Cost(fact.Value, cap);
        return cost;
    }

    private static void WriteComment(Utf8JsonWriter w, CardElement.Comment comment, int cap)
    {
        WriteContainerStart(w, comment.IsPrivate ? "warning" : "emphasis");
        if (comment.IsPrivate)
            RichText.WriteBlock(w, CardTexts.PrivateNote, Look.Bold | Look.Small);
        RichText.WriteBlockStart(w, comment.IsPrivate ? "small" : null);
        RichText.WriteRun(w, PlainText.Line(comment.Author, MaxName), Look.Bold);
        RichText.WriteRun(w, "  ·  " + PlainText.Line(comment.When, MaxName), Look.Subtle | Look.Small);
        RichText.WriteBlockEnd(w);
        RichText.WriteBlock(w, PlainText.Lines(comment.Text, cap), spacing: "small");
        WriteContainerEnd(w);
    }

    private static string Style(Tone tone) =>
        tone switch
        {
            Tone.Accent => "accent",
            Tone.Good => "good",
            Tone.Warning => "warning",
            Tone.Attention => "attention",
            _ => "emphasis",
        };

    /// <summary>A sign that stays with the next word, for people who do not see the colour.</summary>
    public static string Symbol(Tone tone) =>
        tone switch
        {
            Tone.Good => "✓\u00A0",
            Tone.Warning or Tone.Attention => "⚠\u00A0",
            _ => "",
        };

    private static ArgumentOutOfRangeException Unknown(CardElement element) =>
        new(nameof(element), element.GetType().Name, "A part that this renderer does not know.");
}
