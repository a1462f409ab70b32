using System.Globalization;
using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Writes a field. Its label says in words that an answer is required, because screen readers do not always read out the asterisk that
/// clients add. A short hint is the placeholder, which a screen reader says on arrival; a longer one goes below.
/// </summary>
internal static class FieldWriter
{
    private const int MaxPlaceholder = 60;

    /// <summary>The most bytes that a field needs without its value and its choices.</summary>
    public static int FixedCost(Field field, int cap) =>
        900
        + SizeBudget.Cost(field.Id)
        + 2 * SizeBudget.Cost(field.Label, cap)
        + SizeBudget.Cost(field.Hint, cap)
        + (field is Field.Search search ? SizeBudget.Cost(search.Source) + SizeBudget.Cost(search.DependsOn) : 0);

    /// <summary>Writes the field.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="field">The field.</param>
    /// <param name="dependents">The ids of the fields whose choices depend on this one.</param>
    /// <param name="share">How much room the field has.</param>
    public static void Write(Utf8JsonWriter w, Field field, List<string> dependents, FormShare share)
    {
        w.WriteStartObject();
        w.WriteString("id"u8, field.Id);
        var label = PlainText.Line(field.Label, share.Cap);
        if (field.IsRequired)
        {
            w.WriteString("label"u8, Format(CardTexts.RequiredLabel, label));
            w.WriteBoolean("isRequired"u8, true);
            w.WriteString("errorMessage"u8, Format(CardTexts.AnswerMissing, label));
        }
        else
        {
            w.WriteString("label"u8, label);
        }
        if (dependents.Count > 0)
            WriteReset(w, dependents);

        var outcome = field switch
        {
            Field.Text text => WriteText(w, text, share.Value),
            Field.Date date => WriteDate(w, date),
            Field.Choice choice => ChoiceWriter.WriteChoice(w, choice, Placeholder(choice, choice.Value is null), share.Options),
            Field.Search search => ChoiceWriter.WriteSearch(w, search, Placeholder(search, search.Selected is null), share.Options),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.GetType().Name, "A field that this renderer does not know."),
        };
        w.WriteEndObject();

        if (field.Hint is not null && !outcome.ShowsHint)
            RichText.WriteBlock(w, PlainText.Line(field.Hint, share.Cap), Look.Subtle | Look.Small, spacing: "small");
        if (outcome.Remark is not null)
            RichText.WriteBlock(w, outcome.Remark, Look.Subtle | Look.Small, spacing: "small");
    }

    /// <summary>What remains to be said below an input.</summary>
    /// <param name="ShowsHint">Whether the input shows the hint.</param>
    /// <param name="Remark">The remark about what did not fit; null when everything did.</param>
    internal readonly record struct Outcome(bool ShowsHint, string? Remark);

    private static Outcome WriteText(Utf8JsonWriter w, Field.Text text, int room)
    {
        w.WriteString("type"u8, "Input.Text"u8);
        if (text.IsMultiline)
            w.WriteBoolean("isMultiline"u8, true);
        w.WriteNumber("maxLength"u8, text.MaxLength);
        var placeholder = Placeholder(text, string.IsNullOrEmpty(text.Value));
        if (placeholder is not null)
            w.WriteString("placeholder"u8, placeholder);
        if (string.IsNullOrEmpty(text.Value))
            return new Outcome(placeholder is not null, null);

        // An input shows its value literally, and people must get back what they typed. So only cut it, never clean it.
        var length = Fitting(text.Value, room);
        w.WriteString("value"u8, text.Value.AsSpan(0, length));
        return new Outcome(placeholder is not null, length < text.Value.Length ? CardTexts.ValueCut : null);
    }

    private static Outcome WriteDate(Utf8JsonWriter w, Field.Date date)
    {
        w.WriteString("type"u8, "Input.Date"u8);
        if (date.Earliest is { } earliest)
            w.WriteString("min"u8, Field.Date.Written(earliest));
        if (date.Latest is { } latest)
            w.WriteString("max"u8, Field.Date.Written(latest));
        if (date.Value is { } day)
            w.WriteString("value"u8, Field.Date.Written(day));
        return new Outcome(ShowsHint: false, null); // clients show their own placeholder in an empty date
    }

    private static int Fitting(string value, int room)
    {
        if (SizeBudget.Cost(value) <= room)
            return value.Length;

        var (fits, exceeds) = (0, value.Length);
        while (exceeds - fits > 1)
        {
            var middle = (fits + exceeds) / 2;
            if (SizeBudget.Cost(value, middle) <= room)
                fits = middle;
            else
                exceeds = middle;
        }
        return fits > 0 && char.IsHighSurrogate(value[fits - 1]) ? fits - 1 : fits;
    }

    private static string? Placeholder(Field field, bool isEmpty) =>
        isEmpty && field.Hint is { Length: <= MaxPlaceholder } hint ? PlainText.Line(hint, MaxPlaceholder) : null;

    /// <summary>
    /// Empties the dependent fields when this one changes, so that no room of another school stays selected. Documented for Teams with card
    /// version 1.5 ("dependent inputs" of typeahead search); clouds without it ignore it.
    /// </summary>
    private static void WriteReset(Utf8JsonWriter w, List<string> dependents)
    {
        w.WriteStartObject("valueChangedAction"u8);
        w.WriteString("type"u8, "Action.ResetInputs"u8);
        w.WriteStartArray("targetInputIds"u8);
        foreach (var id in dependents)
            w.WriteStringValue(id);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static string Format(string text, string label) => string.Format(CultureInfo.CurrentCulture, text, label);
}
