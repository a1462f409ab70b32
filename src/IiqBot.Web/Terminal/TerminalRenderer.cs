using System.Globalization;
using IiqBot.Core.Model;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IiqBot.Web.Terminal;

/// <summary>Draws cards as text. Each button has a number that presses it.</summary>
internal sealed class TerminalRenderer(IAnsiConsole console)
{
    private const int FrameWidth = 6;

    /// <summary>Draws a card.</summary>
    /// <returns>The actions, in the order of their numbers.</returns>
    public IReadOnlyList<CardAction> Draw(Card card)
    {
        List<CardAction> buttons = [];
        List<IRenderable> parts = [];
        var isLong = card.Title.Length > console.Profile.Width - FrameWidth; // the frame would cut it
        if (isLong)
            parts.Add(new Markup($"[bold]{Markup.Escape(card.Title)}[/]"));
        if (card.Subtitle is { } subtitle)
            parts.Add(new Markup($"[grey]{Markup.Escape(subtitle)}[/]"));
        parts.AddRange(card.Body.Select(element => Part(element, buttons)));
        var labels = card.Actions.Select(action => Button(action, buttons)).ToList();
        if (labels.Count > 0)
            parts.Add(new Markup("\n" + string.Join("   ", labels)));
        console.Write(
            new Panel(new Rows(parts))
            {
                Header = isLong ? null : new PanelHeader($" [bold]{Markup.Escape(card.Title)}[/] "),
                Border = BoxBorder.Rounded,
                Expand = true,
            }
        );
        return buttons;
    }

    private static IRenderable Part(CardElement element, List<CardAction> buttons) =>
        element switch
        {
            CardElement.Paragraph p => new Markup(p.IsMuted ? $"[grey]{Markup.Escape(p.Text)}[/]" : Markup.Escape(p.Text)),
            CardElement.Notice n => new Markup($"[{ColorOf(n.Tone)}]▌ {Markup.Escape(n.Text)}[/]"),
            CardElement.Badges b => new Markup(BadgesOf(b.Items)),
            CardElement.Facts f => FactsOf(f),
            CardElement.Row r => RowOf(r, buttons),
            CardElement.Comment c => new Markup(
                $"[bold]{Markup.Escape(c.Author)}[/] [grey]{Markup.Escape(c.When)}[/]{(c.IsPrivate ? $" [yellow]{Markup.Escape(Texts.ChatPrivateNote)}[/]" : "")}\n  {Markup.Escape(c.Text)}"
            ),
            _ => throw new ArgumentOutOfRangeException(
                nameof(element),
                element.GetType().Name,
                "A card element the terminal does not draw."
            ),
        };

    private static Grid FactsOf(CardElement.Facts facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var fact in facts.Items)
            grid.AddRow($"[grey]{Markup.Escape(fact.Label)}[/]", Markup.Escape(fact.Value));
        return grid;
    }

    private static Markup RowOf(CardElement.Row row, List<CardAction> buttons)
    {
        var number = row.Open is null ? "  " : Button(row.Open with { Label = "" }, buttons);
        var detail = row.Detail is null ? "" : $"\n    [grey]{Markup.Escape(row.Detail)}[/]";
        return new($"{number}[bold]{Markup.Escape(row.Title)}[/]  {BadgesOf(row.Marks)}{detail}");
    }

    private static string BadgesOf(IEnumerable<Badge> badges) =>
        string.Join("  ", badges.Select(badge => $"[{ColorOf(badge.Tone)}]● {Markup.Escape(badge.Text)}[/]"));

    private static string Button(CardAction action, List<CardAction> buttons)
    {
        buttons.Add(action);
        return $"[invert] {buttons.Count.ToString(CultureInfo.InvariantCulture)} [/] {Markup.Escape(action.Label)}";
    }

    private static string ColorOf(Tone tone) =>
        tone switch
        {
            Tone.Accent => "blue",
            Tone.Good => "green",
            Tone.Warning => "yellow",
            Tone.Attention => "red",
            _ => "default",
        };
}
