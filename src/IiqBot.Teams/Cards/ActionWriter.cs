using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Writes buttons: Action.Execute, with an equivalent Action.Submit as fallback for clients that do not support it. The fallback's data
/// must not contain an <c>msteams</c> object, because the Agents Playground fails on it.
/// </summary>
internal static class ActionWriter
{
    /// <summary>How many buttons Teams shows in a row; the rest go to the overflow menu.</summary>
    private const int MaxPrimary = 6;

    private const int MaxLabel = 60;
    private const int MaxTooltip = 150;

    /// <summary>The most bytes for all buttons of a card, so that the body has room.</summary>
    private const int Allowance = 12_000;

    /// <summary>Writes a card's buttons and returns how many did not fit.</summary>
    public static int WriteAll(Utf8JsonWriter w, IReadOnlyList<CardAction> actions, SizeBudget budget)
    {
        if (actions.Count == 0)
            return 0;

        var (end, primary, leftOut) = (budget.Left - Allowance, 0, 0);
        w.WriteStartArray("actions"u8);
        foreach (var action in actions)
        {
            // A link may only open a web page.
            if (action is CardAction.OpenLink { Target: not { IsAbsoluteUri: true, Scheme: "https" or "http" } })
                continue;
            var arguments = action is CardAction.Press { Arguments: var given } ? ActionData.Ordered(given) : [];
            if (budget.Left - Cost(action, arguments) < end)
            {
                leftOut++;
                continue;
            }
            var isOverflow = action.Prominence == Prominence.Overflow || primary == MaxPrimary;
            if (!isOverflow)
                primary++;
            Write(w, action, arguments, isOverflow);
        }
        w.WriteEndArray();
        return leftOut;
    }

    /// <summary>Writes the action for pressing a whole row.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="label">The visible label of the row.</param>
    /// <param name="spoken">The text that a screen reader says instead of the row's texts.</param>
    /// <param name="press">The action.</param>
    public static void WriteSelect(Utf8JsonWriter w, string label, string spoken, CardAction.Press press)
    {
        w.WriteStartObject("selectAction"u8);
        WriteExecute(w, spoken, label, press.Verb, null, ActionData.Ordered(press.Arguments));
        w.WriteEndObject();
    }

    /// <summary>The most bytes that <see cref="WriteSelect"/> produces, without the label and the spoken text.</summary>
    public static int SelectCost(CardAction.Press press) => ExecuteCost(press, ActionData.Ordered(press.Arguments));

    /// <summary>Writes the button that submits a form, and the one that cancels it, which needs no answers and sends none.</summary>
    public static void WriteFormActions(Utf8JsonWriter w, Form form)
    {
        w.WriteStartArray("actions"u8);
        w.WriteStartObject();
        w.WriteString("style"u8, "positive"u8);
        var title = PlainText.Line(form.Submit, MaxLabel);
        WriteExecute(w, title, title, form.Verb, form.InstanceId, ActionData.Ordered(form.Hidden));
        w.WriteEndObject();
        if (form.Back is { } back)
        {
            w.WriteStartObject();
            w.WriteString("associatedInputs"u8, "none"u8);
            var label = PlainText.Line(back.Label, MaxLabel);
            WriteExecute(w, label, label, back.Verb, null, ActionData.Ordered(back.Arguments));
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter w, CardAction action, KeyValuePair<string, string>[] arguments, bool isOverflow)
    {
        w.WriteStartObject();
        if (isOverflow)
            w.WriteString("mode"u8, "secondary"u8);
        var label = PlainText.Line(action.Label, MaxLabel);
        if (action is CardAction.OpenLink link)
        {
            w.WriteString("type"u8, "Action.OpenUrl"u8);
            w.WriteString("title"u8, label);
            w.WriteString("url"u8, link.Target.AbsoluteUri);
        }
        else if (action is CardAction.Press press)
        {
            if (press.IsDestructive)
                w.WriteString("style"u8, "destructive"u8);
            else if (press.Prominence == Prominence.Primary)
                w.WriteString("style"u8, "positive"u8);
            if (press.AccessibleLabel is { } spoken)
                w.WriteString("tooltip"u8, PlainText.Line(spoken, MaxTooltip));
            WriteExecute(w, label, label, press.Verb, null, arguments);
        }
        w.WriteEndObject();
    }

    private static void WriteExecute(
        Utf8JsonWriter w,
        string title,
        string fallbackTitle,
        string verb,
        string? formId,
        KeyValuePair<string, string>[] arguments
    )
    {
        w.WriteString("type"u8, "Action.Execute"u8);
        w.WriteString("title"u8, title);
        w.WriteString("verb"u8, verb);
        ActionData.Write(w, null, formId, arguments);
        w.WriteStartObject("fallback"u8);
        w.WriteString("type"u8, "Action.Submit"u8);
        w.WriteString("title"u8, fallbackTitle);
        ActionData.Write(w, verb, formId, arguments);
        w.WriteEndObject();
    }

    private static int ExecuteCost(CardAction.Press press, KeyValuePair<string, string>[] arguments) =>
        200 + SizeBudget.Cost(press.Verb) + 2 * ActionData.Cost(press.Verb, arguments);

    private static int Cost(CardAction action, KeyValuePair<string, string>[] arguments) =>
        action switch
        {
            CardAction.Press press => ExecuteCost(press, arguments)
                + 2 * SizeBudget.Cost(press.Label, MaxLabel)
                + SizeBudget.Cost(press.AccessibleLabel, MaxTooltip)
                + 100,
            CardAction.OpenLink link => SizeBudget.Cost(link.Target.AbsoluteUri) + SizeBudget.Cost(link.Label, MaxLabel) + 100,
            _ => 0,
        };
}
