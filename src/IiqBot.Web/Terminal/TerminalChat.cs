using System.Globalization;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Spectre.Console;

namespace IiqBot.Web.Terminal;

/// <summary>Reads lines, dispatches them as messages, and draws the answers. The number of a button presses it.</summary>
internal sealed class TerminalChat(
    IDispatcher dispatcher,
    TerminalRenderer renderer,
    TerminalForm form,
    IAnsiConsole console,
    TextReader input
)
{
    private static readonly Actor Me = new(TerminalDirectory.Name, "local", "me") { Locale = "en-US" };
    private static readonly ConversationAddress Here = new(TerminalDirectory.Name, "local", "terminal", ConversationScope.OneToOne);
    private IReadOnlyList<CardAction> _buttons = [];

    /// <summary>Chats until the input ends or the person leaves.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        console.MarkupLine($"[bold]{Markup.Escape(Texts.ChatGreeting)}[/]");
        await AnswerAsync(Request(RequestKind.Event) with { Verb = Verbs.Welcome }, cancellationToken);
        while (true)
        {
            console.Markup("[green]>[/] ");
            var line = (await input.ReadLineAsync(cancellationToken))?.Trim();
            if (line is null or "exit" or "quit" or "bye")
                return;
            if (line.Length == 0)
                continue;
            await AnswerAsync(Press(line) ?? Request(RequestKind.Message) with { Text = line }, cancellationToken);
        }
    }

    private BotRequest? Press(string line)
    {
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > _buttons.Count)
            return null;
        if (_buttons[number - 1] is CardAction.Press press)
            return Request(RequestKind.CardAction) with { Verb = press.Verb, Arguments = press.Arguments };
        console.WriteLine(((CardAction.OpenLink)_buttons[number - 1]).Target.ToString());
        return Request(RequestKind.Event) with { Verb = "terminal.nothing" };
    }

    private async Task AnswerAsync(BotRequest request, CancellationToken cancellationToken)
    {
        var response = await dispatcher.DispatchAsync(request, cancellationToken);
        while (response is BotResponse.OpenForm or BotResponse.FormErrors)
        {
            var asked = response is BotResponse.OpenForm open ? open.Form : ((BotResponse.FormErrors)response).Form;
            var answers = await form.AskAsync(asked, Request(RequestKind.FormSubmission) with { Verb = asked.Verb }, cancellationToken);
            if (answers is null)
            {
                console.MarkupLine($"[grey]{Markup.Escape(Texts.ChatFormLeft)}[/]");
                return;
            }

            response = await dispatcher.DispatchAsync(
                Request(RequestKind.FormSubmission) with
                {
                    Verb = asked.Verb,
                    Arguments = answers,
                },
                cancellationToken
            );
        }

        var card = response switch
        {
            BotResponse.Reply reply => reply.Card,
            BotResponse.ReplaceCard replace => replace.Card,
            _ => null,
        };
        if (response is BotResponse.Toast toast)
            console.WriteLine(toast.Text);
        if (card is not null)
            _buttons = renderer.Draw(card);
    }

    private static BotRequest Request(RequestKind kind) =>
        new()
        {
            Id = Guid.NewGuid().ToString(),
            Kind = kind,
            Actor = Me,
            Conversation = Here,
        };
}
