using System.Globalization;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Spectre.Console;

namespace IiqBot.Web.Terminal;

/// <summary>
/// Asks a form's questions one after another. An empty line keeps the current answer, a dash clears it, a dot leaves the form.
/// </summary>
internal sealed class TerminalForm(IDispatcher dispatcher, IAnsiConsole console, TextReader input)
{
    private const string Leave = ".";
    private const string Clear = "-";
    private const int Shown = 8;

    /// <summary>Asks the questions.</summary>
    /// <param name="form">The form.</param>
    /// <param name="request">The request, for looking up options while the person types.</param>
    /// <param name="cancellationToken">Cancels the questions.</param>
    /// <returns>The answers with the form's hidden arguments; null when the person left the form.</returns>
    public async Task<Arguments?> AskAsync(Form form, BotRequest request, CancellationToken cancellationToken)
    {
        console.MarkupLine($"[bold]{Markup.Escape(form.Title)}[/] [grey]{Markup.Escape(Texts.ChatFormHint)}[/]");
        if (form.Introduction is { } introduction)
            console.WriteLine(introduction);
        if (form.Errors.TryGetValue(Form.Whole, out var failure))
            console.MarkupLine($"[red]{Markup.Escape(failure)}[/]");
        var answers = form.Hidden.With(Form.InstanceKey, form.InstanceId);
        foreach (var field in form.Fields)
        {
            if (form.Errors.TryGetValue(field.Id, out var error))
                console.MarkupLine($"[red]{Markup.Escape(error)}[/]");
            var answer = field switch
            {
                Field.Text text => await ReadAsync(Prompt(field, text.Value), cancellationToken) is { } typed
                    ? Kept(typed, text.Value) ?? typed
                    : null,
                Field.Date date => await ReadAsync(Prompt(field, date.Answer()), cancellationToken) is { } typed
                    ? Kept(typed, date.Answer()) ?? typed
                    : null,
                Field.Choice choice => await ChooseAsync(choice, choice.Options, choice.Value, cancellationToken),
                Field.Search search => await SearchAsync(search, request with { Arguments = answers }, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(form), field.GetType().Name, "A field the terminal does not ask."),
            };
            if (answer is null)
                return null;
            if (answer.Length > 0)
                answers = answers.With(field.Id, answer);
        }

        return answers;
    }

    private async Task<string?> ChooseAsync(Field field, IReadOnlyList<Option> options, string? value, CancellationToken cancellationToken)
    {
        for (var i = 0; i < options.Count; i++)
            console.MarkupLine($"  [invert] {i + 1} [/] {Markup.Escape(options[i].Label)}");
        while (true)
        {
            var typed = await ReadAsync(Prompt(field, options.FirstOrDefault(option => option.Value == value)?.Label), cancellationToken);
            if (typed is null)
                return null;
            if (Kept(typed, value) is { } answer)
                return answer;
            if (Numbered(typed, options) is { } chosen)
                return chosen.Value;
            console.MarkupLine($"[yellow]{Markup.Escape(Texts.ChatChooseNumber.With(options.Count))}[/]");
        }
    }

    private async Task<string?> SearchAsync(Field.Search field, BotRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<Option> found = [.. field.Suggestions.Take(Shown)];
        while (true)
        {
            for (var i = 0; i < found.Count; i++)
                console.MarkupLine($"  [invert] {i + 1} [/] {Markup.Escape(found[i].Label)}");
            var typed = await ReadAsync(Prompt(field, field.Selected?.Label), cancellationToken);
            if (typed is null)
                return null;
            if (Kept(typed, field.Selected?.Value) is { } answer)
                return answer;
            if (Numbered(typed, found) is { } chosen)
                return chosen.Value;
            found = await dispatcher.SuggestAsync(request, field.Source, typed, Shown, cancellationToken);
            if (found.Count == 1)
                console.MarkupLine($"[grey]→ {Markup.Escape(found[0].Label)}[/]");
            if (found.Count == 1)
                return found[0].Value;
            if (found.Count == 0)
                console.MarkupLine($"[yellow]{Markup.Escape(Texts.ChatNothingFound)}[/]");
        }
    }

    private async Task<string?> ReadAsync(string prompt, CancellationToken cancellationToken)
    {
        console.Markup(prompt);
        var line = (await input.ReadLineAsync(cancellationToken))?.Trim();
        return line == Leave ? null : line;
    }

    // The current answer for an empty line, an empty one for a dash; null when the person typed an answer.
    private static string? Kept(string typed, string? value) =>
        typed switch
        {
            "" => value ?? "",
            Clear => "",
            _ => null,
        };

    private static string Prompt(Field field, string? value)
    {
        var required = field.IsRequired ? "" : $" [grey]{Markup.Escape(Texts.ChatOptional)}[/]";
        var kept = value is { Length: > 0 } ? $" [grey]({Markup.Escape(value)})[/]" : "";
        return $"[blue]{Markup.Escape(field.Label)}[/]{required}{kept}: ";
    }

    private static Option? Numbered(string typed, IReadOnlyList<Option> options) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= options.Count
            ? options[number - 1]
            : null;
}
