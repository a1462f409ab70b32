using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The button that undoes a change.</summary>
internal static class UndoOffer
{
    /// <summary>The argument that holds the act's id.</summary>
    public const string Act = "act";

    /// <summary>How long a change can be undone.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Adds the undo button to a card until the minute is over, after the buttons that people are likely to press next.</summary>
    public static Card On(Card card, TicketAct act, DateTimeOffset now)
    {
        var arguments = Arguments.None.With(TicketArguments.Ticket, act.TicketId).With(Act, act.Id);
        List<CardAction> actions = [.. card.Actions];
        actions.Insert(
            actions.FindLastIndex(action => action.Prominence != Prominence.Overflow) + 1,
            new CardAction.Press(Texts.ActionUndo, Verbs.UndoChange, arguments)
        );
        return card with { Actions = actions, TrueUntil = now + Grace };
    }
}
