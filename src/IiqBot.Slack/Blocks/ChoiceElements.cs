using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>Writes the inputs that choose one of several options: radio buttons, a menu, or a searchable menu.</summary>
internal static class ChoiceElements
{
    /// <summary>The value of the placeholder entry when there are no choices to show. No real choice has this value.</summary>
    public const string NoChoice = "…";

    /// <summary>
    /// The entry to show while choices are not available. Otherwise Slack would say that there are none, and it has no other place for a
    /// message.
    /// </summary>
    public static Option StillLooking => new(NoChoice, Texts.StillLooking);

    /// <summary>The entry to show when looking up choices failed.</summary>
    public static Option CannotLook => new(NoChoice, Texts.CannotLook);

    /// <summary>A few choices: radio buttons when all should be visible, otherwise a menu.</summary>
    public static void Write(BlockWriter blocks, Field.Choice choice)
    {
        var options = choice.Options.Where(IsPossible).Take(BlockLimits.SelectOptions).ToList();
        var isExpanded = choice.IsExpanded && options.Count is > 0 and <= BlockLimits.RadioOptions;
        var w = blocks.Json;
        w.WriteString("type"u8, isExpanded ? "radio_buttons"u8 : "static_select"u8);
        w.WriteString("action_id"u8, FormBlocks.Answer);
        w.WriteStartArray("options"u8);
        // Slack rejects a menu without entries, and the whole form with it.
        foreach (var option in options.Count > 0 ? options : [new Option("-", Texts.NothingToChoose)])
            WriteOption(w, option);
        w.WriteEndArray();
        if (options.Find(option => option.Value == choice.Value) is { } chosen)
            WriteInitial(w, chosen);
        if (!isExpanded)
            blocks.Plain("placeholder"u8, SafeText.Escape(Texts.Choose, BlockLimits.Placeholder));
    }

    /// <summary>Many choices: a menu whose entries Slack requests while the person types. Its id is the name of the source.</summary>
    public static void Write(BlockWriter blocks, Field.Search search)
    {
        var w = blocks.Json;
        w.WriteString("type"u8, "external_select"u8);
        w.WriteString("action_id"u8, search.Source);
        w.WriteNumber("min_query_length"u8, 0);
        if (search.Selected is { } selected && IsPossible(selected))
            WriteInitial(w, selected);
        blocks.Plain("placeholder"u8, SafeText.Escape(Texts.TypeToSearch, BlockLimits.Placeholder));
    }

    /// <summary>The answer to a request for choices.</summary>
    public static ReadOnlyMemory<byte> Suggestions(IEnumerable<Option> options) =>
        BlockKitRenderer.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("options"u8);
            foreach (var option in options.Where(IsPossible).Take(BlockLimits.SelectOptions))
                WriteOption(w, option);
            w.WriteEndArray();
            w.WriteEndObject();
        });

    // A shortened value would be a different value.
    private static bool IsPossible(Option option) => option.Value.Length is > 0 and <= BlockLimits.OptionValue;

    private static void WriteInitial(Utf8JsonWriter w, Option option)
    {
        w.WritePropertyName("initial_option"u8);
        WriteOption(w, option);
    }

    private static void WriteOption(Utf8JsonWriter w, Option option)
    {
        w.WriteStartObject();
        w.WriteStartObject("text"u8);
        w.WriteString("type"u8, "plain_text"u8);
        w.WriteString("text"u8, SafeText.Escape(option.Label, BlockLimits.OptionText));
        w.WriteBoolean("emoji"u8, false);
        w.WriteEndObject();
        w.WriteString("value"u8, option.Value);
        w.WriteEndObject();
    }
}
