using IiqBot.Core.Model;

namespace IiqBot.Slack.Turns;

/// <summary>
/// A card with one button that opens a form with its answers so far. It is used where a form cannot open, because nobody pressed anything
/// or did so too long ago. <see cref="Drafts"/> holds the form itself.
/// </summary>
internal static class Launcher
{
    /// <summary>The card.</summary>
    public static Card For(Form form)
    {
        var hint =
            form.Errors.TryGetValue(Form.Whole, out var whole) ? whole
            : form.Errors.Count > 0 ? Texts.FormUnfinished
            : Texts.OpenFormHint;
        var lines = new[] { form.Introduction, hint }.OfType<string>().ToList();
        return new()
        {
            Title = form.Title,
            Summary = $"{form.Title}. {hint}",
            Body = [.. lines.Select(line => new CardElement.Paragraph(line))],
            Actions =
            [
                new CardAction.Press(Texts.OpenForm, form.Verb, form.Filled.With(Drafts.Key, form.InstanceId))
                {
                    Prominence = Prominence.Primary,
                },
            ],
        };
    }
}
