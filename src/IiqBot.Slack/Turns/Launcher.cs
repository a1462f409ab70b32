using IiqBot.Core.Cards;
using IiqBot.Core.Forms;

namespace IiqBot.Slack.Turns;

/// <summary>
/// A card with one button that opens a form, filled as it was: for where a form cannot be opened because nobody pressed anything,
/// or did so too long ago.
/// </summary>
internal static class Launcher
{
    /// <summary>The card.</summary>
    public static Card For(Form form)
    {
        var arguments = form.Fields.Aggregate(form.Hidden, (arguments, field) => ValueOf(field) is { } value ? arguments.With(field.Id, value) : arguments);
        var hint = form.Errors.TryGetValue(Form.Whole, out var whole) ? whole : form.Errors.Count > 0 ? Texts.FormUnfinished : Texts.OpenFormHint;
        return new()
        {
            Title = form.Title,
            Summary = $"{form.Title}. {hint}",
            Body = [new CardElement.Paragraph(hint)],
            Actions = [new CardAction.Press(Texts.OpenForm, form.Verb, arguments) { Prominence = Prominence.Primary }],
        };
    }

    private static string? ValueOf(Field field) => field switch
    {
        Field.Text text => text.Value,
        Field.Choice choice => choice.Value,
        Field.Search search => search.Selected?.Value,
        _ => null,
    };
}
