using System.Text.Json;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Writes a plausible timeline for one made-up ticket: filing, routing, comments and status changes.</summary>
internal sealed class TicketHistory(Dice dice, District district)
{
    /// <summary>Writes entries from the ticket's creation on, and moves its dates to the last of them.</summary>
    public void Write(Ticket ticket, IReadOnlyList<WorkflowStep> path, DateTimeOffset latest)
    {
        var at = ticket.Created;
        Add(ticket, at, ticket.OwnerId, isPublic: true, new(ItemKind.WorkflowLog, 5, dice.Id()) { Text = "Ticket created" });
        if (ticket.AssignedToTeamId is { } team)
        {
            at = Later(2);
            Add(
                ticket,
                at,
                null,
                isPublic: false,
                new(ItemKind.RuleExecution, 7, dice.Id()) { RuleName = $"Route to {district.TeamsById[team].Name}" }
            );
        }

        for (var i = 1; i < path.Count; i++)
        {
            Talk(ticket);
            at = Later(600);
            var by = ticket.AssignedToUserId ?? district.ServiceAccount.UserId;
            if (path[i].Part == StepPart.Working)
                ticket.Started ??= at;
            if (path[i].IsClosed)
                (ticket.Closed, ticket.ClosedByUserId) = (at, by);
            ticket.PreviousStepId = path[i - 1].StepId;
            Add(
                ticket,
                at,
                by,
                isPublic: true,
                new(ItemKind.WorkflowLog, 63, dice.Id())
                {
                    ByUserId = by,
                    Text = $"Status changed from {path[i - 1].Name} to {path[i].Name}",
                }
            );
        }

        if (!ticket.IsClosed)
            Talk(ticket);
        ticket.Modified = ticket.ModifiedByUser = at;

        DateTimeOffset Later(int minutes)
        {
            var later = at.AddMilliseconds(dice.Between(1_000, minutes * 60_000));
            return later < latest ? later : latest;
        }

        void Talk(Ticket about)
        {
            var agent = about.AssignedToUserId;
            if (agent is { } one && dice.Chance(0.6))
                Say(one, Phrases.PublicComments, isPublic: true);
            if (dice.Chance(0.3))
                Say(about.ForId, Phrases.Replies, isPublic: true);
            if (agent is { } other && dice.Chance(0.3))
                Say(other, Phrases.PrivateNotes, isPublic: false);
        }

        void Say(Guid by, IReadOnlyList<string> phrases, bool isPublic)
        {
            at = Later(300);
            Add(ticket, at, by, isPublic, new(ItemKind.Comment, 6, dice.Id()) { ByUserId = by, Text = dice.Pick(phrases) });
        }
    }

    /// <summary>Adds the entry that a changed priority leaves behind.</summary>
    public void Raise(Ticket ticket, int from) =>
        Add(
            ticket,
            ticket.Modified,
            ticket.AssignedToUserId,
            isPublic: false,
            new(ItemKind.Revision, 3, dice.Id())
            {
                RevisionJson = JsonSerializer.Serialize(
                    new[]
                    {
                        new
                        {
                            FieldName = "Priority",
                            OldValue = $"{from}",
                            NewValue = $"{ticket.Priority}",
                        },
                    }
                ),
            }
        );

    private void Add(Ticket ticket, DateTimeOffset at, Guid? by, bool isPublic, ActivityItem item) =>
        district.Add(
            ticket,
            new Activity
            {
                ActivityId = dice.Id(),
                TicketId = ticket.TicketId,
                OwnerId = by,
                Created = at,
                Modified = at,
                IsPublic = isPublic,
                Items = [item],
            }
        );
}
