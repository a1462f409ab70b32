using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Desk;

/// <summary>Leaves entries of every kind and visibility in a timeline, as agents and Incident IQ itself do.</summary>
internal static class Leaving
{
    /// <summary>Leaves an entry, and closes the ticket first where that goes with it.</summary>
    /// <exception cref="ArgumentException">There is no such ticket, person or kind.</exception>
    public static void Leave(World world, SandboxEntry entry)
    {
        var ticket =
            world.District.TicketsById.Values.FirstOrDefault(ticket => ticket.Number == entry.Number)
            ?? throw new ArgumentException($"There is no ticket {entry.Number}.", nameof(entry));
        var by =
            world.District.People.FirstOrDefault(person => person.Email.Equals(entry.Email, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException("There is nobody of this e-mail address.", nameof(entry));
        if (!Enum.TryParse<ItemKind>(entry.Kind, ignoreCase: true, out var kind))
            throw new ArgumentException($"There is no kind \"{entry.Kind}\".", nameof(entry));
        if (entry.Closes && !ticket.IsClosed)
            world.Desk.Move(ticket, by, ticket.Step.Workflow.At(entry.TypeId == 9 ? StepPart.Canceled : StepPart.Resolved));
        var item = new ActivityItem(kind, entry.TypeId, Guid.NewGuid()) { ByUserId = by.UserId };
        var now = world.Clock.Now;
        world.Desk.Add(
            ticket,
            new Activity
            {
                ActivityId = Guid.NewGuid(),
                TicketId = ticket.TicketId,
                OwnerId = by.UserId,
                Created = now,
                Modified = now,
                IsPublic = entry.IsPublic,
                Items = [kind == ItemKind.Revision ? item with { RevisionJson = entry.Text } : item with { Text = entry.Text }],
            },
            by
        );
    }
}
