using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Desk;

/// <summary>The only place where tickets change: it moves their dates, writes their timeline and tells the rules.</summary>
internal sealed class TicketDesk(District district, SiteClock clock, TicketNumbers numbers)
{
    private readonly List<Action<TicketChange>> _listeners = [];

    /// <summary>Tells a rule of each change, right after it and under the world's lock.</summary>
    public void OnChange(Action<TicketChange> listener) => _listeners.Add(listener);

    public (string Text, int Sort) NextNumber() => numbers.Next();

    public void File(Ticket ticket, Person by)
    {
        district.Add(ticket);
        Log(ticket, by.UserId, isPublic: true, new(ItemKind.WorkflowLog, 5, Guid.NewGuid()) { Text = "Ticket created" });
        Tell(new(ticket, ChangeKind.Created, by));
    }

    /// <summary>Carries out a change and writes what it changed to the timeline.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="by">Who makes the change; nobody where a rule does.</param>
    /// <param name="change">Changes the ticket.</param>
    public void Change(Ticket ticket, Person? by, Action change)
    {
        var before = ticket.Clone();
        change();
        var revision = Revision.Between(before, ticket);
        if (revision is null && before.Step == ticket.Step)
            return;
        Touch(ticket, before, by);
        if (before.Step != ticket.Step)
            LogStep(ticket, before.Step, by);
        if (revision is not null)
            Log(ticket, by?.UserId, isPublic: false, new(ItemKind.Revision, 3, Guid.NewGuid()) { RevisionJson = revision });
        Tell(new(ticket, before.Step == ticket.Step ? ChangeKind.Updated : ChangeKind.StatusChanged, by));
    }

    /// <summary>Moves a ticket to a step, with the dates that go with it.</summary>
    public void Move(Ticket ticket, Person? by, WorkflowStep step, Guid? closeReason = null) =>
        Change(
            ticket,
            by,
            () =>
            {
                var wasClosed = ticket.IsClosed;
                ticket.PreviousStepId = ticket.Step.StepId;
                ticket.Step = step;
                if (step.Part == StepPart.Working)
                    ticket.Started ??= clock.Now;
                if (step.IsClosed && !wasClosed)
                    (ticket.Closed, ticket.ClosedByUserId) = (clock.Now, by?.UserId);
                if (step.IsClosed && closeReason is not null)
                    ticket.CloseReasonTypeId = closeReason;
                if (!step.IsClosed)
                    (ticket.Closed, ticket.ClosedByUserId, ticket.CloseReasonTypeId) = (null, null, null);
            }
        );

    /// <summary>Adds what somebody wrote or attached.</summary>
    public void Add(Ticket ticket, Activity activity, Person by)
    {
        Touch(ticket, ticket.Clone(), by);
        district.Add(ticket, activity);
        Tell(new(ticket, ChangeKind.Commented, by));
    }

    /// <summary>Counts a change to an activity as a change to its ticket.</summary>
    public void Touch(Ticket ticket, Person by) => Touch(ticket, ticket.Clone(), by);

    /// <summary>Adds a line to the timeline that is no change by itself.</summary>
    public void Log(Ticket ticket, Guid? by, bool isPublic, ActivityItem item) =>
        district.Add(
            ticket,
            new Activity
            {
                ActivityId = Guid.NewGuid(),
                TicketId = ticket.TicketId,
                OwnerId = by,
                Created = clock.Now,
                Modified = clock.Now,
                IsPublic = isPublic,
                Items = [item],
            }
        );

    private void Tell(TicketChange change)
    {
        foreach (var listener in _listeners)
            listener(change);
    }

    private void LogStep(Ticket ticket, WorkflowStep before, Person? by) =>
        Log(
            ticket,
            by?.UserId,
            isPublic: true,
            new(ItemKind.WorkflowLog, 63, Guid.NewGuid())
            {
                ByUserId = by?.UserId,
                Text = $"Status changed from {before.Name} to {ticket.Step.Name}",
            }
        );

    private void Touch(Ticket ticket, Ticket before, Person? by)
    {
        ticket.Past.Add(before);
        ticket.Modified = clock.Now;
        if (by is not null)
            ticket.ModifiedByUser = clock.Now;
    }
}
