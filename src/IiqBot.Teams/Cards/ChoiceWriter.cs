using System.Globalization;
using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>Writes the inputs that choose one of several options.</summary>
internal static class ChoiceWriter
{
    /// <summary>
    /// How many choices the card itself may contain. In Teams, people find the others by typing. Other clients show only these, so the card
    /// has as many as fit.
    /// </summary>
    private const int MaxSuggestions = 100;

    private const int MaxTitle = 100;

    /// <summary>Writes an input with a few choices.</summary>
    public static FieldWriter.Outcome WriteChoice(Utf8JsonWriter w, Field.Choice choice, string? placeholder, int room)
    {
        // Teams may read the titles of radio buttons as Markdown, but never those in a list.
        var isExpanded = choice.IsExpanded && choice.Options.All(option => PlainText.IsInert(PlainText.Line(option.Label, MaxTitle)));
        WriteStart(w, isExpanded ? "expanded"u8 : "compact"u8, isExpanded ? null : placeholder ?? CardTexts.Choose);
        var selected = choice.Options.FirstOrDefault(option => option.Value == choice.Value);
        if (selected is not null)
            w.WriteString("value"u8, selected.Value);
        var leftOut = WriteOptions(w, selected, choice.Options, room);
        var remark =
            leftOut > 0
                ? string.Format(CultureInfo.CurrentCulture, CardTexts.ChoicesLeftOut, choice.Options.Count - leftOut, choice.Options.Count)
                : null;
        return new FieldWriter.Outcome(!isExpanded && placeholder is not null, remark);
    }

    /// <summary>Writes an input with many choices: a few suggestions, and a query to the bot while the person types.</summary>
    public static FieldWriter.Outcome WriteSearch(Utf8JsonWriter w, Field.Search search, string? placeholder, int room)
    {
        WriteStart(w, "filtered"u8, placeholder ?? CardTexts.TypeToSearch);
        if (search.Selected is { } selected)
            w.WriteString("value"u8, selected.Value);
        w.WriteStartObject("choices.data"u8);
        w.WriteString("type"u8, "Data.Query"u8);
        w.WriteString("dataset"u8, search.Source);
        if (search.DependsOn is not null)
            w.WriteString("associatedInputs"u8, "auto"u8);
        w.WriteEndObject();
        WriteOptions(w, search.Selected, search.Suggestions.Take(MaxSuggestions), room); // typing finds the rest
        return new FieldWriter.Outcome(placeholder is not null, null);
    }

    /// <summary>The most bytes that all choices of a field need.</summary>
    public static int OptionsCost(Field field) =>
        field switch
        {
            Field.Choice choice => choice.Options.Sum(Cost),
            Field.Search search => search.Suggestions.Take(MaxSuggestions).Sum(Cost)
                + (search.Selected is { } selected ? Cost(selected) : 0),
            _ => 0,
        };

    private static void WriteStart(Utf8JsonWriter w, ReadOnlySpan<byte> style, string? placeholder)
    {
        w.WriteString("type"u8, "Input.ChoiceSet"u8);
        w.WriteString("style"u8, style);
        w.WriteBoolean("wrap"u8, true);
        if (placeholder is not null)
            w.WriteString("placeholder"u8, placeholder);
    }

    /// <summary>Writes the choices that fit, and the selected one in any case. Returns how many did not fit.</summary>
    private static int WriteOptions(Utf8JsonWriter w, Option? selected, IEnumerable<Option> options, int room)
    {
        var leftOut = 0;
        var isSelectedWritten = selected is null;
        if (selected is not null)
            room -= Cost(selected);
        w.WriteStartArray("choices"u8);
        foreach (var option in options)
        {
            var isSelected = option.Value == selected?.Value;
            if (isSelected && isSelectedWritten)
                continue;
            isSelectedWritten |= isSelected;
            if (!isSelected)
                room -= Cost(option);
            if (isSelected || room >= 0)
                Write(w, option);
            else
                leftOut++;
        }
        if (!isSelectedWritten)
            Write(w, selected!);
        w.WriteEndArray();
        return leftOut;
    }

    private static int Cost(Option option) => 30 + SizeBudget.Cost(option.Label, MaxTitle) + SizeBudget.Cost(option.Value);

    private static void Write(Utf8JsonWriter w, Option option)
    {
        w.WriteStartObject();
        w.WriteString("title"u8, PlainText.Line(option.Label, MaxTitle));
        w.WriteString("value"u8, option.Value);
        w.WriteEndObject();
    }
}
