using System.Globalization;
using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>Writes the fields of a form. A field's block has the field's id, so that errors find their field.</summary>
internal static class FormBlocks
{
    /// <summary>The id of an input that needs no id of its own.</summary>
    public const string Answer = "answer";

    /// <summary>Writes the blocks.</summary>
    public static void Write(BlockWriter blocks, Form form)
    {
        if (form.Errors.TryGetValue(Form.Whole, out var whole))
            blocks.Section(Look.SignOf(Tone.Attention) + whole, BlockLimits.Section);
        if (!string.IsNullOrWhiteSpace(form.Introduction))
            blocks.Section(form.Introduction, BlockLimits.Section);
        foreach (var field in form.Fields)
        {
            foreach (var (id, part) in PartsOf(field))
                Write(blocks, part, id);
            // Only the answer to a submission can put errors at fields, not a view that is opened or updated.
            if (form.Errors.TryGetValue(field.Id, out var error))
                blocks.Section(Look.SignOf(Tone.Attention) + error, BlockLimits.Hint);
        }
    }

    // A text that is too long for one of Slack's inputs continues in further ones.
    private static IEnumerable<(string Id, Field Part)> PartsOf(Field field)
    {
        if (field is not Field.Text { Value: { Length: > BlockLimits.InputText } typed } text)
            return [(field.Id, field)];
        return LongText
            .Pieces(field.Id, typed, BlockLimits.InputText)
            .Select(
                (piece, index) =>
                    (
                        piece.Id,
                        index == 0
                            ? (Field)(text with { Value = piece.Text })
                            : text with
                            {
                                Label = string.Format(CultureInfo.CurrentCulture, Texts.InputContinued, text.Label, index + 1),
                                Value = piece.Text,
                                IsRequired = false,
                                Hint = null,
                            }
                    )
            );
    }

    private static void Write(BlockWriter blocks, Field field, string id)
    {
        var w = blocks.Json;
        blocks.Begin("input"u8, id);
        blocks.Plain("label"u8, SafeText.Escape(field.Label, BlockLimits.Label));
        if (!string.IsNullOrWhiteSpace(field.Hint))
            blocks.Plain("hint"u8, SafeText.Escape(field.Hint, BlockLimits.Hint));
        w.WriteBoolean("optional"u8, !field.IsRequired);
        w.WriteStartObject("element"u8);
        switch (field)
        {
            case Field.Text text:
                WriteText(blocks, text);
                break;
            case Field.Date date:
                w.WriteString("type"u8, "datepicker"u8);
                w.WriteString("action_id"u8, Answer);
                if (date.Value is { } day)
                    w.WriteString("initial_date"u8, Field.Date.Written(day));
                break;
            case Field.Choice choice:
                ChoiceElements.Write(blocks, choice);
                break;
            case Field.Search search:
                ChoiceElements.Write(blocks, search);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field.GetType().Name, "A question that this renderer does not know.");
        }

        w.WriteEndObject();
        blocks.End();
    }

    private static void WriteText(BlockWriter blocks, Field.Text text)
    {
        var w = blocks.Json;
        var most = MostOf(text);
        w.WriteString("type"u8, "plain_text_input"u8);
        w.WriteString("action_id"u8, Answer);
        w.WriteBoolean("multiline"u8, text.IsMultiline);
        w.WriteNumber("max_length"u8, most);
        if (!string.IsNullOrEmpty(text.Value))
            w.WriteString("initial_value"u8, SafeText.Plain(text.Value, most));
    }

    // Never cut an existing text, even if it is longer than allowed: the person should shorten it.
    private static int MostOf(Field.Text text) => Math.Clamp(Math.Max(text.MaxLength, text.Value?.Length ?? 0), 1, BlockLimits.InputText);
}
