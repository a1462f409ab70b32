using IiqBot.Core.Cards;
using IiqBot.Core.Forms;
using IiqBot.Core.Requests;

namespace IiqBot.Slack.Turns;

/// <summary>
/// A card with one button that opens a form, filled as it was: for where a form cannot be opened because nobody pressed anything,
/// or did so too long ago. The form itself is kept by <see cref="Drafts"/>.
/// </summary>
internal static class Launcher
{
    /// <summary>The card.</summary>
    public static Card For(Form form)
    {
        var hint = form.Errors.TryGetValue(Form.Whole, out var whole) ? whole : form.Errors.Count > 0 ? Texts.FormUnfinished : Texts.OpenFormHint;
        var lines = new[] { form.Introduction, hint }.OfType<string>().ToList();
        return new()
        {
            Title = form.Title,
            Summary = $"{form.Title}. {hint}",
            Body = [.. lines.Select(line => new CardElement.Paragraph(line))],
            Actions = [new CardAction.Press(Texts.OpenForm, form.Verb, ArgumentsOf(form).With(Drafts.Key, form.InstanceId)) { Prominence = Prominence.Primary }],
        };
    }

    /// <summary>What a form holds, as the arguments that fill it again.</summary>
    public static Arguments ArgumentsOf(Form form) =>
        form.Fields.Aggregate(form.Hidden, (arguments, field) => ValueOf(field) is { } value ? arguments.With(field.Id, value) : arguments);

    private static string? ValueOf(Field field) => field switch
    {
        Field.Text text => text.Value,
        Field.Choice choice => choice.Value,
        Field.Search search => search.Selected?.Value,
        _ => null,
    };
}
