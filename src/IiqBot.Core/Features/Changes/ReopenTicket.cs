using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>
/// Opens a closed ticket again: technicians any, requesters their own. The API has no route for it; the ticket is moved to
/// an open step (docs/reference/incident-iq-changes.md, "Statuses").
/// </summary>
public sealed class ReopenTicket(TicketDesk desk, ITickets tickets, IActivities activities, ILookups lookups) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.ReopenTicket, Access.Known)
    {
        Aliases = ["reopen", "re-open", "open again", "reabre", "reabrir"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Rest(ArgumentNames.Note) { Kind = RestKind.Note, IsComplaint = true }),
        Usage = () => new(Texts.UsageReopen, Texts.MeaningReopen),
        Button = () => Texts.ActionReopen,
        Writes = true,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var ticket = opened.Ticket;
        if (!ticket.IsClosed && !turn.IsRetry && turn.Arguments[ArgumentNames.Note] is { } unused) return CommentTicket.Offer(turn, opened, unused, Texts.TicketIsOpen);
        if (!ticket.IsClosed) return await desk.AlreadySoAsync(turn, opened, Texts.TicketIsOpen, DoneTo(ticket, ticket.Step), cancellationToken);
        if (!opened.Rights.CanReopen) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (await OpenStepAsync(ticket, cancellationToken) is not { } step)
            return await desk.NotAllowedAsync(turn, opened, Texts.ReopenImpossible, cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;

        // The same try makes the same comment, so that one that is tried again adds none.
        var note = turn.Arguments[ArgumentNames.Note];
        if (note is not null) await activities.AddCommentAsync(ticket.Id, CommentTicket.Written(turn, note, isPublic: true), cancellationToken);
        await tickets.SetStatusAsync(ticket.Id, step.Id, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, DoneTo(ticket, step, note), cancellationToken);
    }

    private static Change DoneTo(Ticket ticket, WorkflowStep? step, string? note = null) =>
        new(who => (note is null ? Texts.Reopened : Texts.ReopenedWithNote).With(who, step?.Name))
        {
            Before = TicketBefore.StepOf(ticket), News = NewsKind.Reopened, Words = step?.Name, Note = note,
        };

    private async Task<WorkflowStep?> OpenStepAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (ticket.Step is not { } step) return null;
        var next = await lookups.NextStepsAsync(step.Id, cancellationToken);
        return next.Where(candidate => !candidate.IsClosed).MinBy(candidate => candidate.Order);
    }
}
