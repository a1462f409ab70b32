using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The buttons of a ticket: what this person may do next, most likely first.</summary>
internal static class TicketActions
{
    private const int StepsInSight = 2;

    // The name of Incident IQ's own status behind steps for work in progress; sites choose the names of the steps.
    private const string InProgress = "In Progress";

    /// <summary>Returns the buttons for these rights.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="opened">The ticket and the asker's rights.</param>
    /// <param name="next">The steps that the ticket may move to.</param>
    public static IReadOnlyList<CardAction> For(Turn turn, OpenedTicket opened, IReadOnlyList<WorkflowStep> next)
    {
        var (ticket, rights) = opened;
        var arguments = TicketArguments.For(ticket);
        List<CardAction> actions = [];
        var isMine = ticket.Assignee?.Id == turn.Caller?.Id;

        // A technician who took a ticket usually starts work on it before resolving it.
        var begin =
            isMine && turn.IsOneToOne && rights.CanWork && !ticket.IsClosed && !IsInProgress(ticket.Step)
                ? next.FirstOrDefault(step => !step.IsClosed && IsInProgress(step))
                : null;
        if (rights.CanWork && !ticket.IsClosed)
        {
            // A card in a shared conversation is the same for everybody, so it always offers to take the ticket.
            if (!isMine || !turn.IsOneToOne)
                actions.Add(Press(Texts.ActionTake, Verbs.TakeTicket) with { Prominence = Prominence.Primary });
            if (begin is not null)
                actions.Add(MoveTo(begin) with { Prominence = Prominence.Primary });
            actions.Add(
                Press(Texts.ActionResolve, Verbs.ResolveTicket) with
                {
                    Prominence = isMine && turn.IsOneToOne && begin is null ? Prominence.Primary : Prominence.Normal,
                }
            );
        }

        if (rights.CanReopen)
            actions.Add(Press(Texts.ActionReopen, Verbs.ReopenTicket));
        if (rights.CanComment)
            actions.Add(Press(Texts.ActionComment, Verbs.CommentTicket));
        if (rights.CanWork)
        {
            // Resolve and Reopen already move a ticket between open and closed.
            var inSight = begin is null ? StepsInSight : StepsInSight - 1;
            actions.AddRange(
                next.Where(step => step.IsClosed == ticket.IsClosed && step.Id != begin?.Id)
                    .Select((step, index) => MoveTo(step) with { Prominence = index < inSight ? Prominence.Normal : Prominence.Overflow })
            );
        }

        if (rights.CanWork && !ticket.IsClosed)
        {
            actions.Add(Press(Texts.ActionAssign, Verbs.AssignTicket) with { Prominence = Prominence.Overflow });
            if (ticket.Assignee is not null || ticket.Team is not null)
                actions.Add(Press(Texts.ActionUnassign, Verbs.UnassignTicket) with { Prominence = Prominence.Overflow });
            actions.Add(Press(Texts.ActionPriority, Verbs.PrioritizeTicket) with { Prominence = Prominence.Overflow });
            actions.Add(Press(Texts.ActionDue, Verbs.ScheduleTicket) with { Prominence = Prominence.Overflow });
            actions.Add(Press(Texts.ActionEdit, Verbs.EditTicket) with { Prominence = Prominence.Overflow });
        }

        if (rights.CanWork)
            actions.Add(Press(Texts.ActionLinkAsset, Verbs.LinkAsset) with { Prominence = Prominence.Overflow });
        actions.Add(Press(Texts.ActionHistory, Verbs.TicketHistory) with { Prominence = Prominence.Overflow });
        if (!turn.IsOneToOne)
            actions.Add(new CardAction.Press(Texts.ActionDetails, Verbs.ShowTicket, arguments.With(ArgumentNames.Details, "true")));
        if (rights.CanCancel)
            actions.Add(Press(Texts.ActionCancel, Verbs.CancelTicket) with { IsDestructive = true, Prominence = Prominence.Overflow });
        actions.Add(
            new CardAction.Press(Texts.ActionRefresh, Verbs.ShowTicket, arguments.With(ArgumentNames.InPlace, "true"))
            {
                Prominence = Prominence.Overflow,
            }
        );
        if (rights.CanWork && ticket.Link is { } link)
            actions.Add(new CardAction.OpenLink(Texts.ActionOpenInIncidentIq, link) { Prominence = Prominence.Overflow });
        return actions;

        CardAction.Press Press(string label, string verb) => new(label, verb, arguments);

        CardAction.Press MoveTo(WorkflowStep step) =>
            new(Texts.ActionMoveTo.With(step.Name), Verbs.MoveTicket, arguments.With(ArgumentNames.Step, step.Id));
    }

    private static bool IsInProgress(WorkflowStep? step) =>
        InProgress.Equals(step?.StatusName ?? step?.Name, StringComparison.OrdinalIgnoreCase);
}
