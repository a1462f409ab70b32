using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Writes a card's buttons: the most likely ones side by side, the rest in an overflow menu. A menu entry has room for a short value only;
/// an action that does not fit stays a button.
/// </summary>
internal static class ActionBlocks
{
    /// <summary>The characters that the buttons need.</summary>
    public static int Cost(IReadOnlyList<CardAction> actions) =>
        actions.Take(BlockLimits.ActionElements).Sum(action => Math.Min(action.Label.Length + 8, BlockLimits.Button));

    /// <summary>Writes the block, or nothing when there are no buttons.</summary>
    public static void Write(BlockWriter blocks, IReadOnlyList<CardAction> actions)
    {
        var (buttons, entries) = Divide(actions);
        if (buttons.Count + entries.Count == 0)
            return;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        blocks.Begin("actions"u8);
        blocks.Json.WriteStartArray("elements"u8);
        foreach (var button in buttons)
            WriteButton(blocks, button, ActionValue.Unique(IdOf(button), taken));
        foreach (var menu in entries.Chunk(BlockLimits.OverflowOptions).Take(BlockLimits.ActionElements - buttons.Count))
            WriteMenu(blocks, menu, ActionValue.Unique(ActionValue.Menu, taken));
        blocks.Json.WriteEndArray();
        blocks.End();
    }

    /// <summary>Writes one button.</summary>
    public static void WriteButton(BlockWriter blocks, CardAction action, string id)
    {
        var w = blocks.Json;
        w.WriteStartObject();
        w.WriteString("type"u8, "button"u8);
        w.WriteString("action_id"u8, id);
        blocks.Plain("text"u8, SafeText.Escape(action.Label, BlockLimits.Button));
        var press = action as CardAction.Press;
        if (press is not null)
            w.WriteString("value"u8, ActionValue.Write(press.Arguments));
        if (action is CardAction.OpenLink link)
            w.WriteString("url"u8, link.Target.AbsoluteUri);
        if (press?.IsDestructive == true)
            w.WriteString("style"u8, "danger"u8);
        else if (action.Prominence == Prominence.Primary)
            w.WriteString("style"u8, "primary"u8);
        if ((press?.AccessibleLabel ?? action.Label) is { Length: > 0 } spoken)
            w.WriteString("accessibility_label"u8, SafeText.Escape(spoken, BlockLimits.AccessibilityLabel));
        w.WriteEndObject();
    }

    private static (List<CardAction> Buttons, List<(CardAction Action, string Value)> Entries) Divide(IReadOnlyList<CardAction> actions)
    {
        List<CardAction> buttons = [];
        List<(CardAction, string)> entries = [];
        foreach (var action in actions.Where(IsPossible))
        {
            var isInSight = action.Prominence != Prominence.Overflow && buttons.Count < BlockLimits.ButtonsInSight;
            if (!isInSight && EntryOf(action) is { } entry)
                entries.Add((action, entry));
            else if (buttons.Count < BlockLimits.ActionElements - 1)
                buttons.Add(action);
        }

        // A menu with a single ordinary entry would hide it for no gain.
        if (entries is [(CardAction.Press { Prominence: not Prominence.Overflow } only, _)])
            return ([.. buttons, only], []);
        return (buttons, entries);
    }

    // A link may only open a web page.
    private static bool IsPossible(CardAction action) =>
        action is not CardAction.OpenLink link
        || (link.Target is { IsAbsoluteUri: true, Scheme: "https" or "http" } && link.Target.AbsoluteUri.Length <= BlockLimits.Url);

    private static string? EntryOf(CardAction action) =>
        action switch
        {
            CardAction.Press press => ActionValue.WriteEntry(press.Verb, press.Arguments),
            CardAction.OpenLink => ActionValue.Link,
            _ => null,
        };

    private static string IdOf(CardAction action) => action is CardAction.Press press ? press.Verb : ActionValue.Link;

    private static void WriteMenu(BlockWriter blocks, (CardAction Action, string Value)[] entries, string id)
    {
        var w = blocks.Json;
        w.WriteStartObject();
        w.WriteString("type"u8, "overflow"u8);
        w.WriteString("action_id"u8, id);
        w.WriteStartArray("options"u8);
        foreach (var (action, value) in entries)
        {
            w.WriteStartObject();
            blocks.Plain("text"u8, SafeText.Escape(action.Label, BlockLimits.OptionText));
            w.WriteString("value"u8, value);
            if (action is CardAction.OpenLink link)
                w.WriteString("url"u8, link.Target.AbsoluteUri);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
