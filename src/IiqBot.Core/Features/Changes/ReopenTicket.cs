using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>
/// Reopens a closed ticket: technicians any, requesters their own. The API has no route for this, so the bot moves the ticket to an
/// open step (docs/reference/incident-iq-changes.md, "Statuses").
/// </summary>
public sealed class ReopenTicket(ChangeRunner changes, ITickets tickets, IActivities activities, ILookups lookups) : IRequestHandler
{
    // Anybody may learn that a ticket is already open.
    private static readonly ChangeRules Rules = new(opened =>
        opened.Ticket.IsClosed && !opened.Rights.CanReopen ? Texts.RefusedNotAgent : null
    );

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ReopenTicket, Access.Known)
        {
            Aliases = ["reopen", "re-open", "open again", "reabre", "reabrir"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Rest(ArgumentNames.Note) { Kind = RestKind.Note, IsComplaint = true }
            ),
            Usage = () => new(Texts.UsageReopen, Texts.MeaningReopen),
            Button = () => Texts.ActionReopen,
            Writes = true,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(turn, Rules, (opened, token) => PlanAsync(turn, opened, token), cancellationToken);

    private async Task<ChangePlan> PlanAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var (ticket, note) = (opened.Ticket, turn.Arguments[ArgumentNames.Note]);
        if (!ticket.IsClosed)
        {
            return note is not null && !ChangesSinceSeen.IsChangedSinceAsked(turn, ticket)
                ? new ChangePlan.Ask(CommentTicket.Offer(turn, opened, note, Texts.TicketIsOpen))
                : To(turn, ticket, ticket.Step, note) with
                {
                    IsAlreadySo = true,
                    AlreadySo = Texts.TicketIsOpen,
                };
        }

        if (await OpenStepAsync(ticket, cancellationToken) is not { } step)
            return new ChangePlan.Refuse(Texts.ReopenImpossible);
        return To(turn, ticket, step, note);
    }

    private ChangePlan.Do To(Turn turn, Ticket ticket, WorkflowStep? step, string? note)
    {
        var done = new Change(who => (note is null ? Texts.Reopened : Texts.ReopenedWithNote).With(who, step?.Name))
        {
            Before = TicketBefore.StepOf(ticket),
            News = NewsKind.Reopened,
            Words = step?.Name,
            Note = note,
        };
        return ChangePlan.Do.Always(
            done,
            token => step is null ? Task.CompletedTask : tickets.SetStatusAsync(ticket.Id, step.Id, token)
        ) with
        {
            First = CommentTicket.Writing(activities, turn, ticket, note),
        };
    }

    private async Task<WorkflowStep?> OpenStepAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (ticket.Step is not { } step)
            return null;
        var next = await lookups.NextStepsAsync(step.Id, cancellationToken);
        return next.Where(candidate => !candidate.IsClosed).MinBy(candidate => candidate.Order);
    }
}
