using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Writes a form's fields. If they do not fit, it leaves out choices first, then cuts what people typed, and says so at the field.
/// </summary>
internal static class FormBody
{
    private const int Reserve = 400;

    /// <summary>Writes everything below the title.</summary>
    public static void Write(Utf8JsonWriter w, Form form, SizeBudget budget)
    {
        var share = FormShare.Of(form, budget.Left - Reserve);
        WriteErrors(w, form, share.Cap);
        if (form.Introduction is not null)
            RichText.WriteBlock(w, PlainText.Lines(form.Introduction, 2 * share.Cap));

        foreach (var field in form.Fields)
        {
            FieldWriter.Write(w, field, Dependents(form, field), share);
            if (form.Errors.TryGetValue(field.Id, out var error))
            {
                RichText.WriteBlock(
                    w,
                    ElementWriter.Symbol(Tone.Attention) + PlainText.Line(error, share.Cap),
                    Look.Small,
                    Tone.Attention,
                    spacing: "small"
                );
            }
        }
    }

    /// <summary>The most bytes that the part above the fields needs.</summary>
    public static int HeadCost(Form form, int cap)
    {
        var cost = 500 + SizeBudget.Cost(form.Introduction, 2 * cap);
        foreach (var (id, error) in form.Errors)
            cost += 300 + SizeBudget.Cost(Label(form, id), cap) + SizeBudget.Cost(error, cap);
        return cost;
    }

    /// <summary>The most bytes that the error under a field needs.</summary>
    public static int ErrorCost(Form form, Field field, int cap) =>
        form.Errors.TryGetValue(field.Id, out var error) ? 220 + SizeBudget.Cost(error, cap) : 0;

    /// <summary>
    /// Says at the top which fields are wrong, because a screen reader reaches that before the fields. The error itself appears once, at
    /// its field; only an error without a field appears at the top.
    /// </summary>
    private static void WriteErrors(Utf8JsonWriter w, Form form, int cap)
    {
        if (form.Errors.Count == 0)
            return;

        ElementWriter.WriteContainerStart(w, "attention");
        var heading = form.Errors.TryGetValue(Form.Whole, out var failure) ? PlainText.Lines(failure, cap) : CardTexts.FormErrors;
        RichText.WriteBlock(w, ElementWriter.Symbol(Tone.Attention) + heading, Look.Bold);
        foreach (var (id, error) in form.Errors)
        {
            if (id != Form.Whole)
                RichText.WriteBlock(w, PlainText.Line(Label(form, id) ?? error, cap), spacing: "small");
        }
        ElementWriter.WriteContainerEnd(w);
    }

    private static string? Label(Form form, string id) => form.Fields.FirstOrDefault(field => field.Id == id)?.Label;

    /// <summary>The fields whose choices depend on this one's answer.</summary>
    private static List<string> Dependents(Form form, Field parent)
    {
        var dependents = new List<string>();
        foreach (var field in form.Fields)
        {
            if (field is Field.Search search && search.DependsOn == parent.Id && search.Id != parent.Id)
                dependents.Add(search.Id);
        }
        return dependents;
    }
}
