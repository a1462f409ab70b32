using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The buttons of a ticket: what this person may do next, most likely first.</summary>
internal static class TicketActions
{
    private const int StepsInSight = 2;

    // Incident IQ's own status behind the steps at which somebody works; sites name the steps as they like.
    private const string InProgress = "In Progress";

    /// <summary>The buttons for these rights.</summary>
    /// <param name="turn">Who asks, and where.</param>
    /// <param name="opened">The ticket and their rights.</param>
    /// <param name="next">The steps the ticket may move to.</param>
    public static IReadOnlyList<CardAction> For(Turn turn, OpenedTicket opened, IReadOnlyList<WorkflowStep> next)
    {
        var (ticket, rights) = opened;
        var arguments = TicketArguments.For(ticket);
        List<CardAction> actions = [];
        var isMine = ticket.Assignee?.Id == turn.Caller?.Id;

        // Whoever took a ticket begins with it before it is resolved.
        var begin = isMine && turn.IsOneToOne && rights.CanWork && !ticket.IsClosed && !IsInProgress(ticket.Step)
            ? next.FirstOrDefault(step => !step.IsClosed && IsInProgress(step))
            : null;
        if (rights.CanWork && !ticket.IsClosed)
        {
            // In a shared conversation the card is the same for everybody, so it always offers to take the ticket.
            if (!isMine || !turn.IsOneToOne) actions.Add(Press(Texts.ActionTake, TakeTicket.Verb) with { Prominence = Prominence.Primary });
            if (begin is not null) actions.Add(MoveTo(begin) with { Prominence = Prominence.Primary });
            actions.Add(Press(Texts.ActionResolve, ResolveTicket.Verb) with { Prominence = isMine && turn.IsOneToOne && begin is null ? Prominence.Primary : Prominence.Normal });
        }

        if (rights.CanReopen) actions.Add(Press(Texts.ActionReopen, ReopenTicket.Verb));
        if (rights.CanComment) actions.Add(Press(Texts.ActionComment, CommentTicket.Verb));
        if (rights.CanWork)
        {
            // From open to closed and back there are Resolve and Reopen.
            var inSight = begin is null ? StepsInSight : StepsInSight - 1;
            actions.AddRange(next.Where(step => step.IsClosed == ticket.IsClosed && step.Id != begin?.Id)
                .Select((step, index) => MoveTo(step) with { Prominence = index < inSight ? Prominence.Normal : Prominence.Overflow }));
        }

        if (rights.CanWork && !ticket.IsClosed)
        {
            actions.Add(Press(Texts.ActionAssign, AssignTicket.Verb) with { Prominence = Prominence.Overflow });
            if (ticket.Assignee is not null || ticket.Team is not null)
                actions.Add(Press(Texts.ActionUnassign, UnassignTicket.Verb) with { Prominence = Prominence.Overflow });
            actions.Add(Press(Texts.ActionPriority, PrioritizeTicket.Verb) with { Prominence = Prominence.Overflow });
            actions.Add(Press(Texts.ActionDue, ScheduleTicket.Verb) with { Prominence = Prominence.Overflow });
            actions.Add(Press(Texts.ActionEdit, EditTicket.Verb) with { Prominence = Prominence.Overflow });
        }

        if (rights.CanWork) actions.Add(Press(Texts.ActionLinkAsset, LinkAsset.Verb) with { Prominence = Prominence.Overflow });
        actions.Add(Press(Texts.ActionHistory, TicketHistory.Verb) with { Prominence = Prominence.Overflow });
        if (!turn.IsOneToOne) actions.Add(new CardAction.Press(Texts.ActionDetails, ShowTicket.Verb, arguments.With(ShowTicket.Details, "true")));
        if (rights.CanCancel) actions.Add(Press(Texts.ActionCancel, CancelTicket.Verb) with { IsDestructive = true, Prominence = Prominence.Overflow });
        actions.Add(new CardAction.Press(Texts.ActionRefresh, ShowTicket.Verb, arguments.With(ShowTicket.InPlace, "true")) { Prominence = Prominence.Overflow });
        if (rights.CanWork && ticket.Link is { } link) actions.Add(new CardAction.OpenLink(Texts.ActionOpenInIncidentIq, link) { Prominence = Prominence.Overflow });
        return actions;

        CardAction.Press Press(string label, string verb) => new(label, verb, arguments);

        CardAction.Press MoveTo(WorkflowStep step) => new(Texts.ActionMoveTo.With(step.Name), MoveTicket.Verb, arguments.With(MoveTicket.Step, step.Id));
    }

    private static bool IsInProgress(WorkflowStep? step) => InProgress.Equals(step?.StatusName ?? step?.Name, StringComparison.OrdinalIgnoreCase);
}
