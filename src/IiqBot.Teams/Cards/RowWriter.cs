using System.Text;
using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>Writes a row of a list. A press anywhere on it opens it, and a label at its end says so.</summary>
internal static class RowWriter
{
    private const int MaxTitle = 200;
    private const int MaxSpoken = 200;
    private const int MaxLabel = 40;

    /// <summary>The most bytes that a row needs when its texts are cut to this many characters.</summary>
    public static int Cost(CardElement.Row row, int cap)
    {
        var title = Math.Min(cap, MaxTitle);
        var cost = 500 + SizeBudget.Cost(row.Title, title) + SizeBudget.Cost(row.Detail, title) + ElementWriter.BadgeCost(row.Marks);
        if (row.Open is { } open)
        {
            var spoken =
                SizeBudget.Cost(open.AccessibleLabel ?? open.Label, title)
                + SizeBudget.Cost(row.Title, title)
                + ElementWriter.BadgeCost(row.Marks);
            cost += 200 + ActionWriter.SelectCost(open) + 2 * SizeBudget.Cost(open.Label, MaxLabel) + spoken;
        }
        return cost;
    }

    /// <summary>Writes a row, its texts cut to this many characters.</summary>
    public static void Write(Utf8JsonWriter w, CardElement.Row row, int cap)
    {
        var max = Math.Min(cap, MaxTitle);
        w.WriteStartObject();
        w.WriteString("type"u8, "ColumnSet"u8);
        w.WriteBoolean("separator"u8, true);
        if (row.Open is { } open)
            ActionWriter.WriteSelect(w, PlainText.Line(open.Label, MaxLabel), Spoken(row, open, max), open);
        w.WriteStartArray("columns"u8);
        WriteTexts(w, row, max);
        if (row.Open is not null)
            WriteAffordance(w, PlainText.Line(row.Open.Label, MaxLabel));
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter w, CardElement.Row row, int max)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "Column"u8);
        w.WriteString("width"u8, "stretch"u8);
        w.WriteStartArray("items"u8);
        RichText.WriteBlock(w, PlainText.Line(row.Title, max), Look.Bold);
        if (row.Detail is not null)
            RichText.WriteBlock(w, PlainText.Line(row.Detail, max), Look.Subtle | Look.Small, spacing: "none");
        ElementWriter.WriteBadges(w, row.Marks, Look.Bold | Look.Small);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteAffordance(Utf8JsonWriter w, string label)
    {
        w.WriteStartObject();
        w.WriteString("type"u8, "Column"u8);
        w.WriteString("width"u8, "auto"u8);
        w.WriteString("verticalContentAlignment"u8, "center"u8);
        w.WriteStartArray("items"u8);
        RichText.WriteBlock(w, label + " ›", Look.Plain, Tone.Accent);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>What a screen reader says for the row: everything visible on it. It speaks the action's title instead of the row.</summary>
    private static string Spoken(CardElement.Row row, CardAction.Press open, int max)
    {
        var spoken = new StringBuilder(PlainText.Line(open.AccessibleLabel ?? open.Label, max))
            .Append(": ")
            .Append(PlainText.Line(row.Title, max));
        foreach (var mark in row.Marks)
            spoken.Append(", ").Append(mark.Text);
        return PlainText.Line(spoken.ToString(), Math.Min(MaxSpoken, max * 2));
    }
}
