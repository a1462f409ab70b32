namespace IiqBot.Core.Model;

/// <summary>What a person can start with.</summary>
internal static class StartingPoints
{
    /// <summary>The buttons that a person can start with.</summary>
    public static IReadOnlyList<CardAction> For(bool isAgent)
    {
        List<CardAction> actions =
        [
            new CardAction.Press(Texts.ActionFile, Verbs.FileTicket, Arguments.None) { Prominence = Prominence.Primary },
            new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
        ];
        if (isAgent)
        {
            actions.Add(new CardAction.Press(Texts.ActionAssigned, Verbs.AssignedTickets, Arguments.None));
            actions.Add(new CardAction.Press(Texts.ActionOpenTickets, Verbs.OpenTickets, Arguments.None));
        }

        actions.Add(new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None));
        return actions;
    }
}
