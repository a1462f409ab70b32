using System.Globalization;
using IiqBot.Core.Cards;
using IiqBot.Core.Forms;

namespace IiqBot.Slack.Blocks;

/// <summary>Writes the questions of a form. A question's block has its field's id, so errors find their field.</summary>
internal static class FormBlocks
{
    /// <summary>The id of a question's input, where the input needs none that means something.</summary>
    public const string Answer = "answer";

    /// <summary>Writes the blocks.</summary>
    public static void Write(BlockWriter blocks, Form form)
    {
        if (form.Errors.TryGetValue(Form.Whole, out var whole)) blocks.Section(Look.SignOf(Tone.Attention) + whole, BlockLimits.Section);
        if (!string.IsNullOrWhiteSpace(form.Introduction)) blocks.Section(form.Introduction, BlockLimits.Section);
        foreach (var field in form.Fields)
        {
            Write(blocks, field);
            // A view that is opened or updated cannot have errors at its fields; only the answer to a submission can.
            if (field is Field.Text { Value: { } typed } text && typed.Length > MostOf(text)) blocks.Section(Look.SignOf(Tone.Warning) + string.Format(CultureInfo.CurrentCulture, Texts.InputShortened, MostOf(text)), BlockLimits.Hint);
            if (form.Errors.TryGetValue(field.Id, out var error)) blocks.Section(Look.SignOf(Tone.Attention) + error, BlockLimits.Hint);
        }
    }

    private static void Write(BlockWriter blocks, Field field)
    {
        var w = blocks.Json;
        blocks.Begin("input"u8, field.Id);
        blocks.Plain("label"u8, SafeText.Escape(field.Label, BlockLimits.Label));
        if (!string.IsNullOrWhiteSpace(field.Hint)) blocks.Plain("hint"u8, SafeText.Escape(field.Hint, BlockLimits.Hint));
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
                if (date.Value is { } day) w.WriteString("initial_date"u8, Field.Date.Written(day));
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
        if (!string.IsNullOrEmpty(text.Value)) w.WriteString("initial_value"u8, SafeText.Plain(text.Value, most));
    }

    private static int MostOf(Field.Text text) => Math.Clamp(text.MaxLength, 1, BlockLimits.InputText);
}
